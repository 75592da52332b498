"""Draws the race: for each load a group of bars, as an SVG that reads on light and on dark ground."""
import html

GROUPS = [
    ('get1', 'Signed GetObject, 1 KiB, one at a time', 'cpu', 'µs of CPU a call', 1),
    ('get64', 'Signed GetObject, 1 KiB, 64 at once', 'cpu', 'µs of CPU a call', 1),
    ('item64', 'DynamoDB GetItem, 64 at once', 'cpu', 'µs of CPU a call', 1),
    ('list', 'ListObjectsV2, pages of 1,000 keys', 'rate', 'pages a second', 1),
    ('down, TLS', '1 GiB to a file over TLS', 'cpu', 's of CPU', 1e-6),
    ('start', 'From exec to the first reply', 'wall', 'ms', 1e-3),
]
FLOORS = {'wrk', 'curl'}
WIDTH, COLUMNS, MARGIN, GAP, ROW, HEAD = 960, 2, 24, 40, 20, 46
LABEL, VALUE = 118, 62

STYLE = '''
text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #57606a; }
.title { font-weight: 600; font-size: 13px; fill: #24292f; }
.own { font-weight: 600; fill: #0a7ea4; }
.bar { fill: #afb8c1; } .bar.own { fill: #0a7ea4; } .bar.floor { fill: none; stroke: #afb8c1; }
@media (prefers-color-scheme: dark) {
  text { fill: #9da7b3; } .title { fill: #e6edf3; } .own { fill: #4cc2e8; }
  .bar { fill: #57606a; } .bar.own { fill: #2a9fc9; } .bar.floor { stroke: #6e7681; }
}'''


def number(value):
    return f'{value:,.0f}' if value >= 100 else f'{value:.3g}'


def group(entries, title, what, unit, scale, left, top, width):
    """A group of bars, the best on top."""
    values = sorted(((who, it[what] * scale) for who, it in entries.items()), key=lambda pair: pair[1],
                    reverse=what == 'rate')
    most = max(value for _, value in values)
    parts = [f'<text class="title" x="{left}" y="{top + 14}">{html.escape(title)}</text>',
             f'<text x="{left}" y="{top + 31}">{html.escape(unit)}, {"more" if what == "rate" else "less"} is better</text>']
    room = width - LABEL - VALUE
    for row, (who, value) in enumerate(values):
        y = top + HEAD + row * ROW
        kind = 'own' if who.startswith('Inia') else 'floor' if who in FLOORS else ''
        length = max(value / most * room, 1)
        parts += [
            f'<text class="{kind}" x="{left + LABEL - 8}" y="{y + 11}" text-anchor="end">{html.escape(who)}</text>',
            f'<rect class="bar {kind}" x="{left + LABEL}" y="{y}" width="{length:.1f}" height="14" rx="2"/>',
            f'<text class="{kind}" x="{left + LABEL + length + 6:.1f}" y="{y + 11}">{number(value)}</text>']
    return '\n'.join(parts), HEAD + len(values) * ROW


def drawing(found):
    """The whole chart, of the loads that were run."""
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    present = [entry for entry in GROUPS if found.get(entry[0])]
    parts, top, line = [], MARGIN, 0
    for place, (load, title, what, unit, scale) in enumerate(present):
        column = place % COLUMNS
        text, height = group(
            found[load], title, what, unit, scale, MARGIN + column * (width + GAP), top, width)
        parts.append(text)
        line = max(line, height)
        if column == COLUMNS - 1 or place == len(present) - 1:
            top, line = top + line + 28, 0
    note = 'Hollow bars are floors: they sign nothing and check nothing.'
    parts.append(f'<text x="{MARGIN}" y="{top + 4}">{note}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top + 20}" width="{WIDTH}" '
            f'height="{top + 20}" role="img" aria-label="The race of AWS clients">\n<style>{STYLE}\n</style>\n'
            + '\n'.join(parts) + '\n</svg>\n')
