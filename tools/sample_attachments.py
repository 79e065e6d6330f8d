"""Makes the made-up attachments in samples/bilag anew: `.venv/bin/python tools/sample_attachments.py`."""

from pathlib import Path

import docx
import openpyxl
import weasyprint

FOLDER = Path(__file__).resolve().parent.parent / "samples" / "bilag"
NOTE = "Eksempel: Lindebæk Kommune findes ikke, og alle tal og personer er opdigtede."
STATUS = f"""<!doctype html><html lang="da"><head><title>Status februar 2026</title>
<style>@page {{ size: A4; margin: 3cm 2.5cm }} body {{ font: 11pt/1.5 sans-serif }}
h2 {{ break-before: page }}</style></head><body>
<h1>Status på planen for beskæftigelsesreformen, februar 2026</h1><p>{NOTE}</p>
<p>Planen har fire spor. Tre af dem er i gang, og sporet for sygemeldte begynder i maj 2026.</p>
<table><tr><th>Spor</th><th>Begyndt</th><th>Borgere</th></tr>
<tr><td>Nyledige</td><td>December 2025</td><td>184</td></tr>
<tr><td>Unge uden uddannelse</td><td>Januar 2026</td><td>61</td></tr>
<tr><td>Virksomheder</td><td>Januar 2026</td><td>38 virksomheder</td></tr>
<tr><td>Sygemeldte</td><td>Maj 2026</td><td>–</td></tr></table>
<h2>Hvad der går godt</h2>
<p>Ventetiden på den første samtale er faldet fra 14 til 9 dage. Flere nyledige vælger at holde
samtalen over telefonen, og det giver tid til dem, der har brug for at mødes.</p>
<p>Virksomhederne har fået én indgang. Det sparer dem for at ringe til både jobcentret, erhvervsrådet
og ungeenheden.</p>
<h2>Hvad der driller</h2>
<p>De unge i sporet mangler ofte transport til praktikken. Forvaltningen undersøger, om busruten til
Østre Erhvervspark kan køre en halv time tidligere.</p>
<p>Tallene for unge under 25 år er først klar til næste status.</p></body></html>"""
AGREEMENT = (
    "Aftale om Lindemilen 2026-2029",
    NOTE,
    "Aftalen er mellem Lindebæk Kommune og de virksomheder, der er med i Lindemilen. Den gælder fra "
    "1. april 2026 til 31. marts 2029.",
    "1. Hver virksomhed stiller mindst én praktikplads til rådighed om året.",
    "2. Kommunen betaler en koordinator på halv tid og holder to fælles møder om året.",
    "3. Aftalen kan siges op med tre måneders varsel til den første i en måned.",
    "4. Aftalen evalueres i 2028, så den kan tilpasses, før den udløber.",
)
FIGURES = (
    ("Måned", "Ledige", "Ledighed", "Sygedagpenge", "Fleksjob"),
    ("December 2025", 512, 0.023, 388, 241),
    ("Januar 2026", 524, 0.024, 402, 243),
    ("Februar 2026", 489, 0.022, 395, 246),
)


def main() -> None:
    """Write one file of each kind that demonstrations need."""
    FOLDER.mkdir(exist_ok=True)
    weasyprint.HTML(string=STATUS).write_pdf(FOLDER / "Status februar 2026.pdf", pdf_tags=True)
    document = docx.Document()
    document.add_heading(AGREEMENT[0], 1)
    for paragraph in AGREEMENT[1:]:
        document.add_paragraph(paragraph)
    document.save(FOLDER / "Aftale om Lindemilen 2026-2029.docx")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Nøgletal"
    for row in (*FIGURES, (NOTE,)):
        sheet.append(row)
    for cell in sheet["C"][1:4]:
        cell.number_format = "0.0 %"
    book.save(FOLDER / "noegletal_februar_2026.xlsx")


if __name__ == "__main__":
    main()
