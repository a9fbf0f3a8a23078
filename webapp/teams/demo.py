"""The team of the demonstration: Dũng trained and acting, one person invited; made through the same verbs. All invented."""

import io
from uuid import UUID, uuid5

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.service import Account
from webapp.messages import service as messages
from webapp.teams import inviting, learning
from webapp.teams.membership import By
from webapp.teams.models import Member
from webapp.teams.written import training
from webapp.units import service as units

TEAM = "to-so-hong-gai-1"
CODE = "DUNG2345"
INVITED = ("Đỗ Thị Mai", "0912000014")
SPACE = UUID("6d6f7463-6861-4d00-8000-000000000001")


def seed(db: Session, helper: Account, manager: Account, site: str) -> None:
    """Once; quick when they are there."""
    member_id, by, unit = uuid5(SPACE, "dung"), By("manager", manager.id), units.get(db, TEAM)
    if db.get(Member, member_id) is not None:
        return
    name = str(helper.persons[0].facts["full_name"])
    dung = inviting.invite(db, inviting.Wanted(member_id, unit, name, helper.phone), by, site)
    inviting.accept(db, dung, helper.id, "demo")
    learning.keep_photo(db, dung, drawn_face())
    dung.code = CODE
    for one in training().situations:
        learning.answer(db, dung, one.id, one.right)
    messages.mark_read(db, helper.id, clock.now())
    inviting.invite(db, inviting.Wanted(uuid5(SPACE, "mai"), unit, *INVITED), by, site)


def drawn_face() -> bytes:
    """A face of a few strokes, clearly an illustration of nobody."""
    sheet = Image.new("RGB", (300, 400), (223, 240, 238))
    pen, ink = ImageDraw.Draw(sheet), (6, 75, 79)
    pen.ellipse((40, 270, 260, 560), fill=(10, 106, 107))
    pen.polygon([(120, 275), (180, 275), (150, 330)], fill=(255, 255, 255))
    pen.ellipse((85, 90, 215, 270), fill=(246, 220, 190), outline=ink, width=4)
    pen.pieslice((78, 66, 222, 226), 180, 360, fill=(40, 44, 50))
    for x in (122, 178):
        pen.ellipse((x - 6, 172, x + 6, 186), fill=ink)
        pen.arc((x - 18, 148, x + 18, 176), 200, 340, fill=ink, width=4)
    pen.arc((118, 200, 182, 244), 20, 160, fill=ink, width=5)
    pen.text((82, 8), "MINH HOA / ILLUSTRATION", fill=(160, 60, 40))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=85)
    return out.getvalue()
