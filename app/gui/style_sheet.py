"""How the widgets look: one palette and one style sheet from a theme's tokens, on an 8-pixel grid."""

from PySide6.QtGui import QColor, QPalette

from app.gui.painting.style import color
from app.model.theme import Theme


def palette(theme: Theme) -> QPalette:
    """What Qt paints by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    inks = {
        role.Window: theme.ground,
        role.Base: theme.raised,
        role.AlternateBase: theme.panel,
        role.Button: theme.raised,
        role.Text: theme.text,
        role.WindowText: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.PlaceholderText: theme.quiet,
    }
    for which, ink in inks.items():
        made.setColor(which, color(ink))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, color(theme.quiet, 0.6))
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole window."""
    t = theme
    return f"""
* {{ font-family: "Inter Ravine"; font-size: 13px; }}
QMainWindow, QDialog {{ background: {t.ground}; }}
QWidget {{ color: {t.text}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px 6px; }}
#panel, #panel QScrollArea, #panel_body, #bar, #transport {{ background: {t.panel}; }}
#transport {{ background: {t.ground}; }}
#panel {{ border-right: 1px solid {t.line}; }}
#bar {{ border-bottom: 1px solid {t.line}; }}
QLabel {{ background: transparent; }}
#brand {{ font-weight: 600; font-size: 15px; }}
#heading {{ font-weight: 600; color: {t.quiet}; font-size: 12px; }}
#quiet {{ color: {t.quiet}; font-size: 12px; }}
QLineEdit {{ background: {t.raised}; border: 1px solid {t.raised}; border-radius: 6px; padding: 2px 3px;
  min-height: 20px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QLineEdit:hover {{ border-color: {t.line}; }}
QLineEdit:focus {{ border-color: {t.accent}; }}
QLineEdit[bad="yes"] {{ border-color: {t.warning}; }}
QLineEdit:disabled, QCheckBox:disabled {{ color: {t.quiet}; }}
QPushButton, QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 4px 8px; min-height: 20px; }}
QToolButton#icon {{ padding: 3px; min-height: 18px; min-width: 18px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.raised}; }}
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QToolButton[active="yes"] {{ background: {t.line}; }}
QPushButton:focus, QToolButton:focus {{ border-color: {t.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.quiet}; }}
#raised {{ background: {t.raised}; padding: 4px 12px; }}
#raised:hover {{ background: {t.line}; }}
QPushButton:checked {{ background: {t.line}; }}
#mode_half {{ padding: 2px 10px; min-height: 18px; font-size: 12px; color: {t.quiet}; border-radius: 6px; }}
#mode_half:checked {{ background: {t.line}; color: {t.text}; }}
#pill {{ background: {t.raised}; border-radius: 8px; }}
#segment {{ min-height: 18px; font-size: 12px; padding: 1px 5px; color: {t.quiet}; }}
#pill[roomy="yes"] #segment {{ min-height: 20px; font-size: 13px; padding: 2px 14px; }}
#segment:hover:enabled {{ color: {t.text}; }}
#segment:checked {{ background: {t.panel}; color: {t.text}; }}
#segment:disabled {{ color: {color(t.quiet, 0.5).name(QColor.NameFormat.HexArgb)}; }}
QToolButton#play {{ background: {t.accent}; border-radius: 16px; border: 2px solid {t.accent}; padding: 0;
  min-width: 28px; max-width: 28px; min-height: 28px; max-height: 28px; }}
QToolButton#play:focus {{ border-color: {t.text}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
QMenu::item:disabled {{ color: {t.quiet}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
#card {{ background: {t.raised}; border: 1px solid {t.raised}; border-radius: 8px; }}
#card[hovered="yes"] {{ border-color: {t.quiet}; }}
#card[selected="yes"] {{ border-color: {t.accent}; }}
#card QLineEdit {{ background: {t.panel}; border-color: {t.panel}; }}
#card QLineEdit:focus {{ border-color: {t.accent}; }}
#card QLineEdit[bad="yes"] {{ border-color: {t.warning}; }}
#card QToolButton:hover {{ background: {t.line}; }}
#lane_name {{ font-weight: 600; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QDialog QLabel {{ font-size: 13px; }}
#question_choices {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: 6px; outline: none; }}
#question_choices:focus {{ border-color: {t.accent}; }}
#question_choices::item {{ padding: 4px 8px; border: none; }}
#question_choices::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
#lesson_title, #lesson_result {{ font-weight: 600; }}
#lesson_top {{ background: {t.panel}; border-bottom: 1px solid {t.line}; }}
#lesson_name {{ color: {t.quiet}; }}
#lesson_tile {{ border: 1px solid transparent; border-radius: 6px; }}
#lesson_tile:hover:enabled {{ background: {t.raised}; }}
#lesson_tile:focus {{ border-color: {t.accent}; }}
#lesson_answer[verdict="right"], #lesson_result[mood="good"] {{ color: {t.good}; }}
#lesson_answer[verdict="wrong"], #lesson_result[mood="bad"], #lesson_stale {{ color: {t.warning}; }}
#lesson_button {{ background: {t.raised}; padding: 4px 12px; }}
#lesson_button:hover {{ background: {t.line}; }}
#lesson_button[primary="yes"] {{ background: {t.accent}; color: {t.on_accent}; }}
#lesson_button[primary="yes"]:focus {{ border-color: {t.text}; }}
#lesson_button[primary="yes"]:disabled {{ background: {t.line}; color: {t.quiet}; }}
#lesson_bar {{ background: {t.line}; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }}
#lesson_bar::chunk {{ background: {t.accent}; border-radius: 2px; }}
#explain, #explain QScrollArea, #explain_body {{ background: {t.panel}; }}
#explain {{ border-left: 1px solid {t.line}; }}
#choice {{ background: {t.raised}; padding: 2px 8px; }}
#choice:hover {{ background: {t.line}; }}
#steered {{ color: {t.warning}; }}
#map, #relief {{ background: {t.ground}; }}
#map_menu, #map_button {{ min-height: 18px; font-size: 12px; }}
#map_menu, #map_button {{ padding: 2px 5px; background: {t.raised}; }}
#map_menu:hover, #map_button:hover {{ background: {t.line}; }}
#compare, #compare QScrollArea, #compare_body {{ background: {t.panel}; }}
#compare {{ border-right: 1px solid {t.line}; }}
#compare_use {{ background: {t.raised}; padding: 0 6px; min-height: 18px; font-size: 12px; color: {t.accent}; }}
#compare_use:hover {{ background: {t.line}; }}
#compare_use:disabled {{ background: transparent; color: {t.quiet}; }}
#compare_check {{ font-size: 12px; spacing: 5px; }}
#crowd_choice {{ background: {t.raised}; padding: 2px 4px; min-height: 18px; font-size: 12px; }}
#crowd_choice:hover {{ background: {t.line}; }}
#crowd_choice:focus {{ border-color: {t.accent}; }}
#crowd_offer {{ background: {t.accent}; color: {t.on_accent}; padding: 4px 12px; }}
#crowd_offer:focus {{ border: 2px solid {t.text}; padding: 3px 11px; }}
#export_controls {{ background: {t.panel}; border-right: 1px solid {t.line}; }}
#export_footer {{ background: {t.panel}; border-top: 1px solid {t.line}; }}
#export_stage {{ background: {t.ground}; }}
#export_label {{ color: {t.quiet}; }}
#export_menu, #export_button {{ background: {t.raised}; padding: 2px 10px; }}
#export_menu:hover, #export_button:hover {{ background: {t.line}; }}
#export_check {{ spacing: 6px; }}
#export_text {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 8px; margin: 24px 24px 8px 24px;
  padding: 8px; font-size: 12px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
#export_message[mood="bad"] {{ color: {t.warning}; }}
#export_go {{ background: {t.accent}; color: {t.on_accent}; padding: 4px 20px; }}
#export_go:focus {{ border-color: {t.text}; }}
#export_go:disabled {{ background: {t.line}; color: {t.quiet}; }}
#export_bar {{ background: {t.line}; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }}
#export_bar::chunk {{ background: {t.accent}; border-radius: 2px; }}
#picker, #picker_body {{ background: {t.panel}; }}
#picker {{ border: 1px solid {t.line}; border-radius: 8px; }}
#picker_search {{ padding: 4px 10px; }}
#picker_formula {{ font-size: 14px; }}
#picker_foot {{ background: transparent; border-top: 1px solid {t.line}; }}
#formula {{ font-size: 14px; padding: 4px 8px; }}
#formula_status {{ color: {t.quiet}; font-size: 12px; }}
#formula_status[mood="bad"] {{ color: {t.warning}; }}
#formula_example {{ color: {t.accent}; font-size: 12px; padding: 1px 6px; min-height: 16px; }}
"""
