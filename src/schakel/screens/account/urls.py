"""Paths are Dutch; the names are those allauth knows its pages by, so that it finds ours."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from django.urls import path

from schakel.screens.account import brokers, views

urlpatterns = [
    path("", views.start, name="account_start"),
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("nieuw/", account.signup, name="account_signup"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/kiezen/", account.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/code/", account.confirm_password_reset_code, name="account_confirm_password_reset_code"),
    path("wachtwoord/vergeten/nieuw/", account.complete_password_reset, name="account_complete_password_reset"),
    path("wachtwoord/vergeten/klaar/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("twee-stappen/", factors.index, name="mfa_index"),
    path("twee-stappen/nodig/", views.two_factors, name="account_two_factors"),
    path("twee-stappen/code/", factors.authenticate, name="mfa_authenticate"),
    path("twee-stappen/bevestigen/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("twee-stappen/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("twee-stappen/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("twee-stappen/noodcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("twee-stappen/noodcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("twee-stappen/noodcodes/bewaren/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("sleutels/nieuw/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("sleutels/inloggen/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("sleutels/bevestigen/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sleutels/<int:pk>/weg/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("sleutels/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("via/", social.connections, name="socialaccount_connections"),
    path("via/nieuw/", social.signup, name="socialaccount_signup"),
    path("via/gestopt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("via/fout/", social.login_error, name="socialaccount_login_error"),
    path("via/<slug:provider_id>/", brokers.login, name="openid_connect_login"),
    path("via/<slug:provider_id>/terug/", brokers.callback, name="openid_connect_callback"),
    path("apparaten/", views.devices, name="account_devices"),
    path("rol/", views.role, name="account_role"),
    path("uitnodiging/<str:token>/", views.invitation, name="account_invitation"),
    path("organisatie/<slug:slug>/", views.team, name="account_team"),
]
