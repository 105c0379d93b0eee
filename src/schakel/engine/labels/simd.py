"""Instructions numba has no words for: 64 bytes classified at once, unaligned loads, prefetch, counting bits.

Only the kernel imports this. Indices are not checked: a caller keeps 64 bytes of room after what it reads.
"""
# mypy: ignore-errors

from __future__ import annotations

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

_BYTE = ir.IntType(8)
_WIDE = ir.IntType(64)
_BLOCK = ir.VectorType(_BYTE, 64)


def _pointer(context, builder, kind, value, place):
    """The address of one element of a contiguous array."""
    array = context.make_array(kind)(context, builder, value)
    return cgutils.gep_inbounds(builder, array.data, place)


def _all(byte):
    return ir.Constant(_BLOCK, [byte] * 64)


def _within(builder, block, first, last):
    """Which bytes lie from `first` to `last`."""
    return builder.icmp_unsigned("<=", builder.sub(block, _all(first)), _all(last - first))


@intrinsic
def classify(typingctx, data, place, low, to):
    """Copies 64 bytes with A-Z in lower case from data[place:] to low[to:].

    Gives three masks, a bit a byte: bytes of words (ASCII letters and digits, and all of 128 and up), bytes of 128 and
    up, and bytes that go on a character of UTF-8.
    """

    def codegen(context, builder, signature, args):
        source = _pointer(context, builder, signature.args[0], args[0], args[1])
        target = _pointer(context, builder, signature.args[2], args[2], args[3])
        block = builder.load(builder.bitcast(source, _BLOCK.as_pointer()), align=1)
        small = builder.select(_within(builder, block, 65, 90), builder.or_(block, _all(32)), block)
        builder.store(small, builder.bitcast(target, _BLOCK.as_pointer()), align=1)
        high = builder.icmp_unsigned(">=", block, _all(128))
        alnum = builder.or_(_within(builder, small, 97, 122), _within(builder, block, 48, 57))
        masks = (builder.or_(alnum, high), high, _within(builder, block, 128, 191))
        values = [builder.bitcast(mask, _WIDE) for mask in masks]
        return context.make_tuple(builder, signature.return_type, values)

    return types.UniTuple(types.uint64, 3)(data, types.intp, low, types.intp), codegen


@intrinsic
def load64(typingctx, data, place):
    """Eight bytes from data[place:] as one number, the first byte lowest."""

    def codegen(context, builder, signature, args):
        address = _pointer(context, builder, signature.args[0], args[0], args[1])
        return builder.load(builder.bitcast(address, _WIDE.as_pointer()), align=1)

    return types.uint64(data, types.intp), codegen


@intrinsic
def prefetch(typingctx, data, place):
    """Asks for data[place] before it is needed."""

    def codegen(context, builder, signature, args):
        address = _pointer(context, builder, signature.args[0], args[0], args[1])
        address = builder.bitcast(address, _BYTE.as_pointer())
        kinds = [ir.IntType(32)(one) for one in (0, 3, 1)]
        shape = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer(), *[ir.IntType(32)] * 3])
        declared = cgutils.get_or_insert_function(builder.module, shape, "llvm.prefetch.p0")
        builder.call(declared, [address, *kinds])
        return context.get_dummy_value()

    return types.none(data, types.intp), codegen


@intrinsic
def lowest_bit(typingctx, mask):
    """The place of the lowest bit that is set; the mask is not 0."""

    def codegen(context, builder, signature, args):
        return builder.cttz(args[0], ir.IntType(1)(1))

    return types.intp(types.uint64), codegen


@intrinsic
def count_bits(typingctx, mask):
    """How many bits are set."""

    def codegen(context, builder, signature, args):
        return builder.ctpop(args[0])

    return types.intp(types.uint64), codegen
