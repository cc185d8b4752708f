"""Plain pictures in the site's colors, drawn with shapes: the same name gives the same picture."""

import io
import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

WIDE = (1600, 900)
SQUARE = (1400, 1400)
PAPER, BAND, INK, DUSK, PLUM, MARIGOLD, GLOW, PINE, MOSS, BRICK, SKY, MIST = range(12)
COLORS = [
    "#FFFBF5",
    "#F3E6D2",
    "#231B2E",
    "#3A2A52",
    "#5A2A83",
    "#F4B13E",
    "#FBDC9C",
    "#0D6455",
    "#5F9A7C",
    "#B03A24",
    "#CFE0DD",
    "#A08DB8",
]
PALETTE = [part for color in COLORS for part in bytes.fromhex(color[1:])]


class Sheet:
    """A sheet to draw on, of few colors, which makes it quick to draw and small to keep."""

    def __init__(self, size, ground):
        self.picture = Image.new("P", size, ground)
        self.picture.putpalette(PALETTE)
        self.draw = ImageDraw.Draw(self.picture)
        self.width, self.height = size

    def box(self, x, y, width, height, color, round_by=0):
        self.draw.rounded_rectangle((x, y, x + width, y + height), round_by, color)

    def dot(self, x, y, radius, color):
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), color)

    def shape(self, color, *points):
        self.draw.polygon(points, color)

    def line(self, color, width, *points):
        self.draw.line(points, color, width, joint="curve")

    def hill(self, color, top, rise, shift=0.0):
        edge = [(x, top - rise * math.sin(x / 330 + shift)) for x in range(0, self.width + 40, 40)]
        self.shape(color, *edge, (self.width, self.height), (0, self.height))

    def lamp(self, x, y, radius):
        self.dot(x, y, radius * 2, GLOW)
        self.dot(x, y, radius, MARIGOLD)

    def png(self) -> bytes:
        file = io.BytesIO()
        self.picture.save(file, "PNG", compress_level=6)
        return file.getvalue()


def draw(scene: str, variant: int = 0) -> bytes:
    """A PNG of one of `SCENES`, 1600 by 900; a variant moves and recolors its parts."""
    paint, ground = SCENES[scene]
    sheet = Sheet(WIDE, ground)
    paint(sheet, Random(f"{scene}:{variant}"))
    return sheet.png()


def artwork() -> bytes:
    """The series' cover: rows of chairs, the last of them lit. 1400 pixels a side."""
    sheet = Sheet(SQUARE, INK)
    for row, (color, seat) in enumerate([(GLOW, MARIGOLD), (PLUM, MIST), (DUSK, PLUM)]):
        top, size = 420 + row * 260, 150 + row * 40
        if not row:
            sheet.shape(color, (700, -60), (1330, 720), (70, 720))
        for place in range(-3, 4):
            _chair(sheet, 700 + place * (size + 22) - size // 2, top, size, seat)
    sheet.box(0, 1210, 1400, 190, DUSK)
    for place in range(9):
        sheet.box(90 + place * 140, 1280, 100, 16, MARIGOLD if place == 4 else MIST, 8)
    return sheet.png()


def _chair(sheet, x, y, size, color):
    sheet.box(x, y, size, size * 0.8, color, size // 5)
    sheet.box(x + size * 0.08, y + size * 0.9, size * 0.84, size * 0.22, color, size // 12)
    for leg in (0.14, 0.78):
        sheet.box(x + size * leg, y + size * 1.1, size * 0.08, size * 0.4, color)


def _window(sheet, x, y, width, height, lit):
    sheet.box(x, y, width, height, MARIGOLD if lit else MIST)
    sheet.box(x + width / 2 - 3, y, 6, height, PAPER)
    sheet.box(x, y + height / 2 - 3, width, 6, PAPER)


def _tree(sheet, x, ground, size, color):
    sheet.box(x - size * 0.06, ground - size, size * 0.12, size, INK)
    for side, up, share in ((-0.3, 1.0, 0.36), (0.3, 1.0, 0.36), (0, 1.3, 0.44)):
        sheet.dot(x + side * size, ground - up * size, share * size, color)


def _porch(sheet, rng):
    wall, door = rng.choice([(BAND, BRICK), (SKY, PLUM), (BAND, PINE)])
    sheet.hill(PLUM, 640, 60, rng.random() * 3)
    for _ in range(24):
        sheet.dot(rng.randrange(1600), rng.randrange(330), rng.choice([2, 3, 4]), GLOW)
    sheet.box(380, 300, 840, 480, wall)
    sheet.shape(PINE, (310, 320), (800, 90), (1290, 320))
    sheet.box(690, 430, 190, 350, door, 8)
    sheet.dot(850, 620, 10, MARIGOLD)
    sheet.lamp(920, 480, 26)
    for x, lit in ((450, rng.random() < 0.7), (1030, True)):
        _window(sheet, x, 470, 140, 160, lit)
    for x in (380, 610, 960, 1196):
        sheet.box(x, 320, 24, 470, PAPER)
    for step in range(4):
        sheet.box(640 - step * 30, 780 + step * 30, 300 + step * 60, 30, BAND if step % 2 else MIST)
    sheet.box(330, 770, 310, 20, PAPER)
    sheet.box(940, 770, 320, 20, PAPER)


def _council(sheet, rng):
    sheet.box(0, 620, 1600, 280, BAND)
    sheet.dot(800, 150, 80, PAPER)
    sheet.draw.ellipse((720, 70, 880, 230), outline=INK, width=10)
    hour = rng.random() * 6
    sheet.line(INK, 9, (800, 150), (800 + 42 * math.sin(hour), 150 - 42 * math.cos(hour)))
    sheet.line(INK, 7, (800, 150), (800, 90))
    late = rng.randrange(7)
    for place in range(7):
        x = 150 + place * 200
        sheet.box(x - 55, 330, 150, 270, rng.choice([PLUM, PINE, BRICK]), 40)
        if place != late:
            sheet.dot(x + 20, 350, 52, rng.choice([GLOW, MOSS, MIST, INK]))
    sheet.shape(DUSK, (60, 560), (1540, 560), (1600, 800), (0, 800))
    for place in range(7):
        x = 110 + place * 200
        sheet.box(x, 600, 110, 44, PAPER, 6)
        sheet.line(MARIGOLD, 8, (x + 130, 640), (x + 148, 560))
        sheet.dot(x + 149, 554, 12, MARIGOLD)


def _bridge(sheet, rng):
    sheet.dot(rng.randrange(300, 1300), 250, 110, MARIGOLD)
    sheet.hill(MOSS, 520, 110, rng.random() * 3)
    sheet.hill(PINE, 620, 70, rng.random() * 3)
    sheet.box(0, 660, 1600, 240, SKY)
    for _ in range(26):
        x, y = rng.randrange(1600), rng.randrange(690, 890)
        sheet.line(PAPER, 6, (x, y), (x + rng.randrange(60, 160), y))
    for x in (250, 780, 1310):
        sheet.box(x, 560, 60, 230, INK)
    sheet.box(0, 540, 1600, 40, BRICK)
    sheet.line(BRICK, 16, (0, 400), (1600, 400))
    for x in range(0, 1600, 160):
        sheet.line(BRICK, 12, (x, 400), (x + 80, 540), (x + 160, 400), (x + 160, 540))


def _map(sheet, rng):
    columns, rows = 6, 4
    spots = {
        (x, y): (
            200 + x * 200 + rng.randrange(-60, 60) * (0 < x < columns),
            110 + y * 170 + rng.randrange(-45, 45),
        )
        for x in range(columns + 1)
        for y in range(rows + 1)
    }
    for x in range(columns):
        for y in range(rows):
            corners = [spots[x, y], spots[x + 1, y], spots[x + 1, y + 1], spots[x, y + 1]]
            sheet.shape(rng.choice([MOSS, PINE, MIST, BAND, GLOW, SKY]), *corners)
            sheet.line(PAPER, 8, *corners, corners[0])
    river = [(180 + n * 210, 420 + rng.randrange(-150, 150)) for n in range(7)]
    sheet.line(PLUM, 16, *river)
    for _ in range(6):
        x, y = spots[rng.randrange(columns + 1), rng.randrange(1, rows + 1)]
        sheet.shape(BRICK, (x - 26, y - 60), (x + 26, y - 60), (x, y))
        sheet.dot(x, y - 66, 29, BRICK)
        sheet.dot(x, y - 66, 11, PAPER)


def _street(sheet, rng):
    sheet.dot(1330, 170, 80, MARIGOLD)
    x = 40
    for _ in range(6):
        width, height = rng.randrange(215, 245), rng.randrange(330, 520)
        top = 780 - height
        sheet.box(x, top, width, height, rng.choice([BRICK, PLUM, PINE, DUSK]))
        for row in range(top + 40, 530, 120):
            for left in range(int(x) + 34, int(x + width) - 70, 90):
                _window(sheet, left, row, 52, 70, rng.random() < 0.5)
        sheet.box(x + 24, 650, width - 48, 130, GLOW)
        for stripe in range(0, int(width) - 40, 40):
            color = PAPER if stripe % 80 else MARIGOLD
            sheet.box(x + 20 + stripe, 610, 40, 46, color, 4)
        x += width + 14
    sheet.box(0, 780, 1600, 120, MIST)
    for dash in range(40, 1600, 170):
        sheet.box(dash, 850, 90, 12, PAPER)


def _bus(sheet, rng):
    sheet.dot(rng.randrange(1050, 1450), 150, 70, GLOW)
    for _ in range(30):
        sheet.dot(rng.randrange(1600), rng.randrange(300), 3, PAPER)
    for x in range(0, 1600, 200):
        height = rng.randrange(150, 380)
        sheet.box(x, 640 - height, 180, height, INK)
        sheet.box(x + 40, 670 - height, 30, 40, MARIGOLD if rng.random() < 0.5 else DUSK)
    sheet.box(0, 640, 1600, 260, MIST)
    sheet.box(330, 330, 860, 370, rng.choice([PINE, BRICK]), 40)
    for place in range(5):
        sheet.box(380 + place * 140, 390, 116, 130, GLOW, 10)
        if rng.random() < 0.6:
            sheet.dot(438 + place * 140, 470, 32, INK)
            sheet.box(400 + place * 140, 494, 76, 26, INK, 10)
    sheet.box(1090, 380, 80, 290, GLOW, 8)
    for x in (500, 1020):
        sheet.dot(x, 710, 68, INK)
        sheet.dot(x, 710, 26, MIST)
    sheet.box(1360, 300, 16, 430, INK)
    sheet.box(1310, 250, 116, 110, MARIGOLD, 12)


def _tower(sheet, rng):
    sheet.hill(MOSS, 560, 50, rng.random() * 3)
    sheet.box(0, 600, 1600, 300, BAND)
    for x, lean in ((560, 40), (1000, -40)):
        sheet.line(INK, 18, (x + lean * 2, 360), (x, 610))
    sheet.box(772, 360, 16, 250, INK)
    sheet.box(610, 150, 340, 220, rng.choice([PINE, PLUM, BRICK]), 70)
    sheet.shape(INK, (640, 170), (780, 60), (920, 170))
    sheet.box(610, 250, 340, 26, MARIGOLD)
    row = 700
    sheet.line(PINE, 34, (780, 600), (780, row), (120, row), (120, 820), (1480, 820))
    sheet.line(PINE, 34, (780, row), (1400, row), (1400, 640))
    leak = rng.randrange(300, 700)
    for drop in range(3):
        sheet.dot(leak + drop * 26, 740 + drop * 20, 12, SKY)
    for x in (140, 300, 1240, 1400):
        sheet.box(x - 60, 500, 120, 110, rng.choice([PLUM, BRICK]))
        sheet.shape(INK, (x - 80, 510), (x, 430), (x + 80, 510))


def _school(sheet, rng):
    sheet.hill(MOSS, 650, 40, rng.random() * 3)
    sheet.box(240, 330, 1120, 380, BRICK)
    sheet.shape(INK, (640, 340), (800, 170), (960, 340))
    sheet.dot(800, 290, 40, PAPER)
    sheet.line(INK, 6, (800, 290), (800, 262))
    sheet.line(INK, 6, (800, 290), (820, 296))
    sheet.box(730, 500, 140, 210, PLUM, 8)
    for x in (300, 430, 560, 920, 1050, 1180):
        for y in (390, 540):
            _window(sheet, x, y, 96, 110, rng.random() < 0.65)
    sheet.box(0, 710, 1600, 190, PINE)
    sheet.shape(BAND, (730, 710), (870, 710), (1010, 900), (590, 900))
    for x in (110, 1490):
        _tree(sheet, x, 740, 220, MOSS)


def _shade(sheet, rng):
    sheet.dot(rng.choice([260, 1300]), 160, 100, MARIGOLD)
    sheet.box(0, 680, 1600, 220, GLOW)
    for x in (330, 720, 1130):
        size = rng.randrange(280, 360)
        sheet.draw.ellipse((x - size * 0.9, 700, x + size * 0.9, 800), MIST)
        _tree(sheet, x, 750, size, rng.choice([PINE, MOSS]))
    for x in (420, 830):
        sheet.box(x, 690, 230, 22, BRICK, 6)
        sheet.box(x, 636, 230, 18, BRICK, 6)
        for leg in (20, 190):
            sheet.box(x + leg, 636, 14, 140, INK)


def _ledger(sheet, rng):
    sheet.shape(BRICK, (80, 520), (1520, 520), (1600, 900), (0, 900))
    sheet.lamp(800, 150, 70)
    sheet.shape(INK, (690, 130), (910, 130), (850, 40), (750, 40))
    for number, x in enumerate((300, 640, 1000)):
        lean = rng.randrange(-40, 40)
        sheet.shape(PAPER, (x, 560), (x + 270, 560), (x + 290 + lean, 830), (x - 20 + lean, 830))
        for row in range(7):
            y, dark = 595 + row * 32, rng.randrange(90, 210)
            sheet.box(x + 24 + lean * row // 8, y, dark, 9, BRICK if row == 5 and number else MIST)
    sheet.box(1330, 590, 130, 150, PINE, 20)
    sheet.draw.arc((1430, 620, 1500, 710), 270, 90, PINE, 16)
    for puff in range(3):
        sheet.draw.arc((1350 + puff * 34, 490, 1390 + puff * 34, 580), 90, 270, MIST, 8)
    sheet.line(MARIGOLD, 16, (570, 790), (690, 690))


def _flats(sheet, rng):
    sheet.hill(SKY, 640, 60, rng.random() * 3)
    for x, floors, color in ((200, 4, PLUM), (620, 5, BRICK), (1060, 3, PINE)):
        width, top = 350, 780 - floors * 130
        sheet.box(x, top, width, 780 - top, color)
        sheet.box(x - 14, top - 20, width + 28, 28, INK)
        for floor in range(floors):
            for column in range(3):
                left, y = x + 36 + column * 104, top + 36 + floor * 130
                if floor == floors - 1 and column == 1:
                    sheet.box(left, y, 74, 94, PAPER)
                    continue
                lit = rng.random() < 0.6
                _window(sheet, left, y, 74, 78, lit)
    sheet.box(0, 780, 1600, 120, BAND)
    sheet.dot(1480, 150, 66, BRICK)
    sheet.dot(1480, 150, 26, GLOW)
    sheet.box(1468, 190, 24, 190, BRICK)
    for tooth in (290, 336):
        sheet.box(1430, tooth, 44, 22, BRICK)


def _shelves(sheet, rng):
    for y in (90, 350, 610):
        x = 90
        while x < 1480:
            width, height = rng.randrange(28, 74), rng.randrange(130, 205)
            color = rng.choice([PLUM, PINE, BRICK, MARIGOLD, MOSS, DUSK, MIST])
            if rng.random() < 0.93:
                sheet.box(x, y + 215 - height, width, height, color, 4)
                sheet.box(x + 6, y + 245 - height, width - 12, 8, PAPER)
            x += width + 6
        sheet.box(60, y + 215, 1480, 26, INK)
    sheet.box(0, 851, 1600, 49, BAND)


def _chairs(sheet, rng):
    sheet.box(0, 650, 1600, 250, BAND)
    for row in range(3):
        size = 120 + row * 50
        for place in range(-4, 5):
            color = rng.choice([PLUM, PLUM, PINE, BRICK]) if row else MIST
            _chair(sheet, 800 + place * (size + 40) - size // 2, 230 + row * 180, size, color)
    for x in (320, 800, 1280):
        sheet.line(INK, 8, (x, 0), (x, 60))
        sheet.lamp(x, 100, 32)


#: Each scene and the color it stands on.
SCENES: dict[str, tuple[Callable[[Sheet, Random], None], int]] = {
    "porch": (_porch, DUSK),
    "council": (_council, SKY),
    "bridge": (_bridge, GLOW),
    "map": (_map, PAPER),
    "street": (_street, SKY),
    "bus": (_bus, DUSK),
    "tower": (_tower, SKY),
    "school": (_school, SKY),
    "shade": (_shade, SKY),
    "ledger": (_ledger, DUSK),
    "flats": (_flats, GLOW),
    "shelves": (_shelves, PAPER),
    "chairs": (_chairs, SKY),
}
