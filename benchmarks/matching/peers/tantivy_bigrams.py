"""tantivy: an index of character bigrams in memory's place on disk, an OR of the query's bigrams, BM25."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory

import tantivy
from task import TOP, Answer, answered, cpu, queries, registry


def bigrams(name: str) -> list[str]:
    """Return the bigrams as the index writes them: small letters, each once."""
    small = name.lower()
    return sorted({small[at : at + 2] for at in range(len(small) - 1)})


def main() -> None:
    """Build the index in a folder, then ask one query after the other."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", tokenizer_name="bigrams", index_option="freq")
    builder.add_integer_field("row", stored=True, fast=True)
    schema = builder.build()
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 2))
    with TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        index.register_tokenizer("bigrams", analyser.filter(tantivy.Filter.lowercase()).build())
        writer = index.writer(num_threads=1)
        for row, name in enumerate(registry(), start=1):
            writer.add_document(tantivy.Document(name=name, row=row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher, asked = index.searcher(), queries()
        built = cpu()

        def found() -> Iterator[Answer]:
            for row, name in enumerate(asked, start=1):
                terms = [tantivy.Query.term_query(schema, "name", t, "freq") for t in bigrams(name)]
                query = tantivy.Query.boolean_query([(tantivy.Occur.Should, t) for t in terms])
                for score, address in searcher.search(query, TOP).hits:
                    yield row, searcher.doc(address)["row"][0], float(score)

        answered(found(), built)


if __name__ == "__main__":
    main()
