"""WTForms fields for the kinds of questions: each knows its part of the definition (`spec`) and reads, limits and
shows itself.

`field.data` is the stored value of docs/procedures.md (None = no answer); `field.shown` is what stands in the control.
"""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from webapp import clock
from webapp.forms import clean_text
from webapp.i18n import _l, pick, say_date
from webapp.procedures import places, reading
from webapp.procedures.constraints import constraints

REQUIRED = _l("Chỗ này cần có câu trả lời.")
CHOOSE = _l("Xin chọn một câu trả lời.")
Options = list[dict[str, Any]]
MOST_DETAIL = 200


class AnswerField(Field):
    """A question with one control."""

    def __init__(self, spec: Mapping[str, Any], options: Options | None = None, **kwargs: Any) -> None:
        super().__init__("", **kwargs)
        self.spec = spec
        self.options = options or []
        self.typed = ""
        self.would_say = ""  # what is written here when it stays empty

    @property
    def title(self) -> str:
        return pick(self.spec.get("label"))

    @property
    def required(self) -> bool:
        return bool(self.spec.get("required"))

    @property
    def shown(self) -> Any:
        """What the control shows: what was typed, else the stored value as people write it."""
        return self.typed if self.typed or self.data is None else self.readable(self.data)

    def readable(self, value: Any) -> str:
        """A stored value as text for people."""
        return say_date(value) if self.spec["kind"] in ("date", "date_partial") else str(value)

    def attrs(self) -> dict[str, str]:
        """HTML constraints, from the same definition as the checks below."""
        return constraints(self.spec)

    def process_formdata(self, valuelist: list[Any]) -> None:
        raw = str(valuelist[0]) if valuelist else ""
        multiline = bool(self.spec.get("multiline"))
        self.typed = clean_text(raw[:20_000] if multiline else " ".join(raw[:20_000].splitlines()), multiline)
        self.data = None
        if self.typed:
            self.data = reading.READERS[self.spec["kind"]](self.typed, self.spec, clock.today())

    def check(self, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> bool:
        """Fills `errors` for a question that is asked; True when the answer stands."""
        self.errors = list(self.process_errors)
        if not self.errors and self.required and self.data in (None, [], {}):
            self.errors = [CHOOSE if self.options else REQUIRED]
        return not self.errors

    def known(self, fact: Any) -> Any:
        """A known fact as this question's stored value; None when there is none or it does not fit."""
        if fact in (None, "") or self.spec["kind"] not in reading.READERS:
            return None
        try:
            return reading.READERS[self.spec["kind"]](clean_text(str(fact)), self.spec, clock.today())
        except reading.Unreadable:
            return None

    def flat(self, value: Any) -> dict[str, Any]:
        """A stored value under the names of the controls."""
        return {self.name: self.readable(value)}


class ChoiceField(AnswerField):
    """One of the options."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = clean_text(str(valuelist[0])[:200]) if valuelist else ""
        self.data = self.typed or None
        if self.data is not None and self.data not in {option["value"] for option in self.options}:
            self.data = None
            raise reading.Unreadable(CHOOSE)

    def readable(self, value: Any) -> str:
        return next((pick(option["label"]) for option in self.options if option["value"] == value), str(value))

    def known(self, fact: Any) -> Any:
        words = {str(fact).casefold()} if fact else set()
        return next((o["value"] for o in self.options if words & {str(t).casefold() for t in _words(o)}), None)

    @property
    def shown(self) -> Any:
        return self.data if self.data is not None else self.typed

    def flat(self, value: Any) -> dict[str, Any]:
        return {self.name: value}

    @property
    def as_select(self) -> bool:
        return bool(self.spec.get("as", "select" if len(self.options) > 7 else "radio") == "select")


def _words(option: dict[str, Any]) -> list[Any]:
    label = option["label"]
    return [option["value"], *(label.values() if isinstance(label, dict) else [label])]


class CommuneField(ChoiceField):
    """One of the communes of this province."""

    @property
    def options(self) -> Options:
        known = places.current()
        return [{"value": code, "label": name} for code, name in known.wards(known.HOME_PROVINCE)]

    @options.setter
    def options(self, _none: Options) -> None:
        """They come from the places, in the language of the moment."""


class ManyField(ChoiceField):
    """Several of the options."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        known = [option["value"] for option in self.options]
        given = {clean_text(str(value)[:200]) for value in valuelist[:200]} - {""}
        self.data = [value for value in known if value in given] or None
        if given - set(known):
            raise reading.Unreadable(CHOOSE)

    @property
    def shown(self) -> Any:
        return self.data or []

    def readable(self, value: Any) -> str:
        return ", ".join(super(ManyField, self).readable(item) for item in value)


class TickField(AnswerField):
    """A box to tick; never ticked beforehand."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        ticked = bool(valuelist) and str(valuelist[0]).strip().lower() in ("true", "1", "on", "yes")
        self.data = True if ticked else None

    @property
    def shown(self) -> Any:
        return self.data is True

    def readable(self, value: Any) -> str:
        return str(_l("Đã đánh dấu"))

    def flat(self, value: Any) -> dict[str, Any]:
        return {self.name: "true"} if value is True else {}

    def check(self, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> bool:
        self.errors = [_l("Cần đánh dấu vào ô này để tiếp tục.")] if self.required and self.data is not True else []
        return not self.errors


class NoteField(AnswerField):
    """A sentence between questions; holds nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None

    def check(self, answers: Mapping[str, Any], row: Mapping[str, Any] | None = None) -> bool:
        self.errors = []
        return True


class AddressField(AnswerField):
    """Province, commune and the line with house and street: {province, ward, detail}.

    Controls: name-province, name-ward (a code or a name), name-ward_typed (wins when filled in), name-detail.
    """

    PARTS = ("province", "ward", "ward_typed", "detail")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.parts = dict.fromkeys(self.PARTS, "")
        self.data = data if isinstance(data, dict) else None
        if formdata is None:
            self.parts |= self.data or {}
            return
        self.parts = {part: clean_text(str(formdata.get(f"{self.name}-{part}") or "")[:400]) for part in self.PARTS}
        try:
            self.data = self._read()
        except reading.Unreadable as error:
            self.data = None
            self.process_errors.append(error.text)

    @property
    def with_detail(self) -> bool:
        return self.spec.get("detail", True) is not False

    @property
    def shown(self) -> Any:
        """What the controls show; the province of this app stands there to begin with."""
        return {**self.parts, "province": self.parts["province"] or places.current().HOME_PROVINCE}

    def known(self, fact: Any) -> Any:
        line = clean_text(str(fact or ""))[:MOST_DETAIL]
        return {"province": "", "ward": "", "detail": line} if line and self.with_detail else None

    def provinces(self) -> list[tuple[str, str]]:
        return places.current().provinces()

    def wards(self) -> list[tuple[str, str]]:
        return places.current().wards(self.shown["province"])

    def readable(self, value: Any) -> str:
        known = places.current()
        names = (value.get("detail"), known.ward_name(value["ward"]), known.province_name(value["province"]))
        return ", ".join(name for name in names if name)

    def flat(self, value: Any) -> dict[str, Any]:
        return {f"{self.name}-{part}": value.get(part) or "" for part in ("province", "ward", "detail")}

    def _read(self) -> dict[str, str] | None:
        province, ward, typed, detail = (self.parts[part] for part in self.PARTS)
        if not (ward or typed or detail):
            return None  # the province alone is only where the picker begins
        known = places.current()
        if province not in {code for code, _name in known.provinces()}:
            raise reading.Unreadable(_l("Xin chọn tỉnh hoặc thành phố."))
        code = ward if known.is_ward(province, ward) and not typed else known.find_ward(province, typed or ward)
        if not code:
            raise reading.Unreadable(_l("Xin chọn phường, xã của tỉnh này, hoặc ghi đúng tên."))
        if len(detail) > MOST_DETAIL:
            raise reading.Unreadable(_l("Dòng số nhà, đường, thôn dài quá, xin ghi ngắn lại."))
        if self.with_detail and self.required and not detail:
            raise reading.Unreadable(_l("Ghi thêm số nhà, đường hoặc thôn, khu."))
        return {"province": province, "ward": code, "detail": detail if self.with_detail else ""}
