"""The stages run: what is to be made is planned, made by workers, judged, published."""
