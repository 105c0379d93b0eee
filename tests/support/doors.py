"""Who may open what: one line for every address of the site. `tests/access` walks over all of them.

A new address without a line here fails the walk, which says what line to add. A line is a room, and for the page of one thing also
who it belongs to:

- `open` everybody; `key` everybody who has its address;
- `account` whoever signed in (allauth's own pages: what they answer differs, but never somebody else's data);
- `mine` whoever signed in and began a profile, each their own;
- `employer`, `school`, `adviser`, `partner`: who acts in that role; `pool` and `desk`: in one of two.
"""

from dataclasses import dataclass

# Everybody who tries every page. Who has no second factor where the role asks for one stands last.
ACTORS = (
    "anonymous",
    "talent",
    "other talent",
    "not begun",
    "employer",
    "colleague",
    "other employer",
    "school",
    "other school",
    "adviser",
    "partner",
    "other partner",
    "office",
    "adviser without",
    "school without",
    "partner without",
)
HAVE_PERSON = {"talent", "other talent"}
IN_ROOM = {
    "employer": {"employer", "colleague", "other employer"},
    "school": {"school", "other school"},
    "adviser": {"adviser"},
    "partner": {"partner", "other partner"},
    "pool": {"employer", "colleague", "other employer", "adviser"},
    "desk": {"adviser", "partner", "other partner"},
}
WITHOUT = {"adviser": {"adviser without"}, "school": {"school without"}, "partner": {"partner without"}}
WITHOUT["pool"] = WITHOUT["adviser"]
WITHOUT["desk"] = WITHOUT["adviser"] | WITHOUT["partner"]
US, SCHOOL, THEM = {"employer", "colleague"}, {"school"}, {"partner"}


@dataclass(frozen=True)
class Door:
    """`of`: of those in the room only these, the others hear 404. `post`: only for forms. `moves`: a GET leads elsewhere."""

    room: str
    of: frozenset[str] | None = None
    post: bool = False
    moves: bool = False

    def opens_for(self, actor: str) -> str:
        """What an actor meets: in, missing, forbidden, begin, sign in, or two factors."""
        if self.room in ("open", "key"):
            return "in"
        if actor == "anonymous":
            return "sign in"
        if self.room == "account":
            return "in" if self.of is None or actor in self.of else "missing"
        if self.room == "mine":
            if actor not in HAVE_PERSON:
                return "begin"
            return "in" if self.of is None or actor in self.of else "missing"
        if actor in WITHOUT.get(self.room, ()):
            return "two factors"
        if actor not in IN_ROOM[self.room]:
            return "forbidden"
        return "in" if self.of is None or actor in self.of else "missing"


def door(room: str, of: set[str] | None = None, *, post: bool = False, moves: bool = False) -> Door:
    return Door(room, frozenset(of) if of is not None else None, post, moves)


OPEN, KEY, MINE, ACCOUNT = door("open"), door("key"), door("mine"), door("account")
DOORS: dict[str, Door] = {
    "security-txt": OPEN,
    "robots-txt": OPEN,
    **{
        f"open:{name}": OPEN
        for name in [
            "home",
            "help",
            "privacy",
            "accessibility",
            "algorithms",
            "matching-rules",
            "register-download",
            "advice",
            "employer",
            "school",
            "ask",
            "offers",
            "offer",
            "occupations",
            "occupation",
            "agenda",
            "agenda-feed",
            "initiatives",
            "initiative",
            "programme",
            "programme-budget",
            "programme-partners",
            "programme-gaps",
            "programme-download",
            "programme-line",
            "figures",
            "figure",
            "figure-download",
        ]
    },
    "open:after": KEY,
    "open:asked": KEY,
    "open:withdraw-question": door("key", post=True),
    # The desk.
    **{
        f"desk:{name}": door("adviser")
        for name in ("inbox", "take-in", "mails", "case", "in-time", "results", "results-csv")
    },
    **{
        f"desk:{name}": door("adviser", post=True)
        for name in ("take-up", "note", "refer", "withdraw-consent", "answer", "close")
    },
    "desk:asked": door("partner"),
    "desk:referral": door("partner", THEM),
    # Messages: whose they are; a way to write leads to the conversation there is.
    "desk:messages": door("desk"),
    "employer:messages": door("employer"),
    "school:messages": door("school"),
    "mine:messages": MINE,
    "desk:message": door("desk", THEM),
    "employer:message": door("employer", US),
    "school:message": door("school", SCHOOL),
    "mine:message": door("mine", {"talent"}),
    "desk:write": door("desk", THEM, moves=True),
    "employer:write": door("employer", US, moves=True),
    "school:write": door("school", SCHOOL, moves=True),
    "mine:write": door("mine", {"talent"}, moves=True),
    "mine:booking-ical": door("mine", {"talent"}),
    # The employer.
    **{
        f"employer:{name}": door("employer")
        for name in ("home", "new", "people", "invitations", "onboardings", "in-time", "organisation")
    },
    # Without the search that found the person it leads back to the search.
    "employer:invite": door("employer", moves=True),
    **{f"employer:{name}": door("employer", US) for name in ("posting", "check", "hire", "onboarding")},
    **{f"employer:{name}": door("employer", US, post=True) for name in ("publish", "close", "discard", "days")},
    # The mobility pool.
    "pool:home": door("pool"),
    "pool:begin": door("employer"),
    "pool:pool": door("pool", US),
    **{f"pool:{name}": door("employer", US) for name in ("roles", "download", "members")},
    **{
        f"pool:{name}": door("employer", US, post=True)
        for name in ("compute", "upload", "invite", "take-back", "settings", "leave", "close")
    },
    "pool:answer": door("employer", post=True),
    # The school.
    **{f"school:{name}": door("school") for name in ("home", "groups", "book", "periods", "new-period")},
    **{f"school:{name}": door("school") for name in ("accreditations", "new-accreditation", "accreditation")},
    **{f"school:{name}": door("school", SCHOOL) for name in ("offer", "session", "ical", "period", "places")},
    **{
        f"school:{name}": door("school", SCHOOL, post=True)
        for name in ("terms", "add", "cancel", "mark", "leave", "change-period", "draw", "check", "discard")
    },
    # The person.
    **{
        f"mine:{name}": MINE
        for name in [
            "home",
            "profile",
            "cv",
            "europass",
            "experience",
            "wishes",
            "consents",
            "offers",
            "alert",
            "routes",
            "bookings",
            "book",
            "invitations",
            "looks",
            "data",
        ]
    },
    "mine:begin": door("account", moves=True),
    "mine:erase": ACCOUNT,
    "mine:download": door("mine", post=True),
    "mine:feed": KEY,
    "draw:mine": MINE,
    "draw:period": MINE,
    "draw:leave": door("mine", post=True),
    "draw:record": door("mine", {"talent"}),
    # Work that was found, people to ask, teachers, exemptions.
    **{f"employer:{name}": door("employer") for name in ("ambassadors", "draws", "evaluations", "teacher-questions")},
    "employer:plan": door("employer", US),
    "employer:guests": door("employer"),
    "employer:guests-day": door("employer", US),
    "employer:hire-intern": door("employer", US),
    "employer:teacher-question": door("employer", US),
    "mine:path": MINE,
    # Only who took the question up, of somebody with pages of their own.
    "desk:plan": door("adviser", set()),
    "mine:work": MINE,
    "mine:exemptions": MINE,
    "mine:ask-exemption": MINE,
    "open:stay": OPEN,
    "open:ambassadors": OPEN,
    "open:ambassador": KEY,
    **{f"school:{name}": door("school") for name in ("exemptions", "new-offer", "teachers", "ask-teacher")},
    "school:teacher-questions": door("school"),
    "school:exemption": door("school", SCHOOL),
    "school:teacher-question": door("school", SCHOOL),
    "school:teacher-take-back": door("school", SCHOOL, post=True),
    **{f"school:{name}": door("school", SCHOOL) for name in ("posting", "check-offer", "module", "new-module")},
    **{
        f"school:{name}": door("school", SCHOOL, post=True)
        for name in ["publish-offer", "close-offer", "discard-offer", "remove-module", "remove-rule", "take-over"]
    },
    "school:new-rule": door("school", SCHOOL),
    "school:rule": door("school", SCHOOL),
    # Assignments in teams.
    "rounds:home": door("school"),
    "rounds:new": door("school"),
    **{f"rounds:{name}": door("school", SCHOOL) for name in ("round", "pick", "team")},
    "teams:home": MINE,
    "teams:round": MINE,
    "assigned:home": door("employer"),
    "assigned:team": door("employer", US),
    "material:list": OPEN,
    "material:detail": OPEN,
    "material:use": door("school", post=True),
    "draw:name": door("mine", post=True),
    # The account.
    "account_start": ACCOUNT,
    "account_two_factors": ACCOUNT,
    "account_devices": ACCOUNT,
    "account_role": door("account", post=True),
    "account_invitation": KEY,
    "account_team": door("account", US),
}
# Pages of allauth: each shows the account that looks, or sends it elsewhere. The walk holds them to "never 500, nobody else's data".
ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")


def door_of(name: str) -> Door | None:
    """The line of an address, by its name; allauth's own pages need none."""
    return DOORS.get(name) or (door("allauth") if name.startswith(ALLAUTH) else None)
