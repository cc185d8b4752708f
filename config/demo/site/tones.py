"""Sound without an encoder: frames of MPEG-1 Layer III written by hand, a bell at a time.

Every frame is mono, 48 kHz and 32 kbit/s, so it is 96 bytes long and lasts 24 milliseconds. It
holds one line of the spectrum that fades, coded with the simplest table the standard has
(ISO/IEC 11172-3, count1 table B), and zeros to its end.
"""

from functools import cache
from random import Random

RATE = 48_000
SAMPLES = 1152
BITRATE = 32_000
FRAME = SAMPLES * BITRATE // 8 // RATE
#: Sync, MPEG-1 Layer III without checksum; 32 kbit/s, 48 kHz; mono, an original.
HEADER = bytes([0xFF, 0xFB, 0x14, 0xC4])
FRAMES_A_BELL = 25
BELLS_IN_3_SECONDS = 5

#: Lines of the spectrum, each 41⅔ Hz wide, that sound well after one another.
BELLS = (4, 7, 10, 13, 16)
LOUD, FADE = 200, 2
"""Gain of the first granule in steps of 1.5 dB, and how many granules a step lasts."""

#: How the sign of a tone in the middle of its line turns from granule to granule.
TURNS = {0: "0011", 1: "0110"}


def ring(seconds: int, rng: Random) -> bytes:
    """A whole MP3 of bells, `seconds` long to the sample. Raises ValueError unless 3 divides it."""
    if seconds < 3 or seconds % 3:
        raise ValueError("Bells last three seconds or a multiple of it.")
    bells = seconds // 3 * BELLS_IN_3_SECONDS
    return b"".join(_bell(rng.choice(BELLS)) for _ in range(bells))


@cache
def _bell(line) -> bytes:
    return b"".join(_frame(line, 2 * number) for number in range(FRAMES_A_BELL))


def _frame(line, granule) -> bytes:
    """Two granules: what the decoder must know of each, then their bits one after another."""
    coded = [_coded(line, granule + which) for which in (0, 1)]
    known = [_known(len(bits), granule + which) for which, bits in enumerate(coded)]
    bits = "0" * 18 + "".join(known) + "".join(coded)
    room = 8 * (FRAME - len(HEADER))
    return HEADER + int(bits.ljust(room, "0"), 2).to_bytes(room // 8, "big")


def _coded(line, granule) -> str:
    """Quadruples up to the line's own. Table B writes one as its four values, turned over."""
    before, place = divmod(line, 4)
    own = "".join("0" if at == place else "1" for at in range(4))
    return "1111" * before + own + TURNS[line % 2][granule % 4]


def _known(length, granule) -> str:
    """Side information of a granule: its length in bits, no big values, gain, and table B."""
    return f"{length:012b}{0:09b}{LOUD - granule // FADE:08b}{0:029b}1"
