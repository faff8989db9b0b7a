"""Private reflections: what is written stays in the reader's browser."""

from __future__ import annotations

from html import escape

from helping.practice.reading import Reflection, find_reflection
from helping.practice.widget import Shown

PROMISE = "Nothing you type leaves this browser."
WARNING = "Do not enter real client details."


def reflect(chapter: str, reflection_id: str) -> Shown:
    """Show one private reflection of a chapter.

    Parameters
    ----------
    chapter : str
        The notebook's name without its number, for example ``"transference"``.
    reflection_id : str
        The heading after ``reflect:`` in ``data/questions/<chapter>.md``.

    Returns
    -------
    Shown
        A widget in JupyterLab, a text area that needs no kernel on the built page. Neither
        sends what is written to Python or anywhere else.

    Raises
    ------
    PracticeError
        If the file is missing or damaged, or holds no such reflection.
    """
    found = find_reflection(chapter, reflection_id)
    return Shown(markup(found), f"Reflection '{found.name}' of chapter '{found.chapter}'")


def gather() -> Shown:
    """Show all reflections that the reader chose to keep on this device, to save as one file.

    Returns
    -------
    Shown
        A list that the browser fills from its own storage.
    """
    return Shown(
        f"""<div class="practice practice-gathered" data-practice="gathered">
<p class="practice-privacy">{PROMISE} Here stand the reflections you chose to keep on this
device.</p>
<div class="practice-kept"></div>
<div class="practice-actions" hidden>
<button type="button" data-act="save-all">Save all as a file</button>
</div>
<p class="practice-note" role="status"></p>
<p class="practice-scriptless">Scripts are off, so nothing was kept.</p>
</div>""",
        "The reflections kept on this device",
    )


def markup(reflection: Reflection) -> str:
    """Return the reflection as HTML; without its script it is still a place to write."""
    root = f"reflect-{reflection.chapter}-{reflection.name}"
    setting, described = "", f"{root}-privacy"
    if reflection.setting:
        setting = f'<div class="practice-setting" id="{root}-setting">{reflection.setting}</div>'
        described = f"{root}-setting {described}"
    # No autocomplete: some browsers bring typed text back after a reload. No spell check: some
    # browsers send the text to a server to check it.
    return f"""<div class="practice practice-reflection" id="{root}" data-practice="reflection"
 data-key="{escape(reflection.chapter)}/{escape(reflection.name)}">
{setting}
<label class="practice-prompt" for="{root}-text">{reflection.prompt}</label>
<p class="practice-privacy" id="{root}-privacy">{PROMISE} {WARNING}</p>
<textarea id="{root}-text" rows="6" autocomplete="off" spellcheck="false"
 aria-describedby="{described}"></textarea>
<div class="practice-actions" hidden>
<label class="practice-keep"><input type="checkbox" autocomplete="off">
<span>Keep this on this device <small>(leave empty on a shared computer)</small></span></label>
<button type="button" data-act="save">Save as a file</button>
<button type="button" data-act="wipe">Wipe</button>
</div>
<p class="practice-note" role="status"></p>
<p class="practice-scriptless">Scripts are off: what you write here is gone when you leave the
page.</p>
</div>"""
