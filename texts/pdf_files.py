"""Whether a file is a PDF that may be kept, by its content and not by its name. Pure."""

#: bytes of a file: a signed amendment, scanned, has a tenth of it
LARGEST = 20 * 2**20
MEGABYTE = 2**20
#: bytes at each end in which readers look for the marks of a PDF
ENDS = 1024


def fault_of_pdf(content: bytes) -> str:
    """Why these bytes are not kept, in a French sentence; empty when they are a whole PDF of a reasonable size."""
    if len(content) > LARGEST:
        return f"Ce fichier pèse plus de {LARGEST // MEGABYTE} Mo : réduisez sa définition, puis joignez-le à nouveau."
    if b"%PDF-" not in content[:ENDS]:
        return "Ce fichier n’est pas un PDF : enregistrez le texte au format PDF, puis joignez-le."
    if b"startxref" not in content or b"%%EOF" not in content[-ENDS:]:
        return "Ce PDF est incomplet : il a été coupé en chemin. Joignez-le à nouveau."
    return ""
