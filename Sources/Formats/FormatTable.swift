/// The formats that are read, as a page for people, made from what the code knows.
package enum FormatTable {
  /// The page `docs/FORMATS.md`.
  package static var markdown: String {
    var lines = [
      "# Formats", "",
      "What winnow reads, from whom, and what it refuses. Content decides, names do not; the first line of",
      "the table that recognises a file counts. This page is made by a test from the code's own tables:",
      "change those, not this.", "",
      "| format | what is read | who writes it | fields beside text and title | refused |",
      "|---|---|---|---|---|",
    ]
    for row in FormatRegistry.all.flatMap({ type(of: $0).documentation }) {
      lines.append(
        "| \(row.name) | \(row.read) | \(row.producers) | \(row.fields) | \(row.refused) |")
    }
    return (lines + [""] + sections).joined(separator: "\n") + "\n"
  }

  private static var sections: [String] {
    let layers = Layer.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    var lines = [
      "## Around a file", "",
      "At most two of \(layers), zip, WACZ and tar around each other, and a response's head as `curl -i`",
      "and `wget --save-headers` leave it. Bodies in archives and responses may be chunked, gzip,",
      "deflate, brotli or zstd. UTF-16 and UTF-32 are known by marks and by their zeros; every other",
      "encoding by declaration and detection.", "",
      "## Sidecars", "",
      "`page.html` may have beside it `page.html.json`, `page.json`, `page.html.meta`, `page.meta`,",
      "`page.html.headers`, `page.headers`: JSON of any schema below, a saved response head, or lines",
      "`name: value`. They fill in what the page does not say. They may come with the page, before it or",
      "after it: the article says the same in any order, and the sidecar's own outcome is `attached`.",
      "One whose page has not come yet is `rejected: sidecar-without-page`; the page takes it along when",
      "it comes under one of the names in the same folder. JSON that holds a whole article which has",
      "nothing in common with the page's is an article of its own. A status of 300 and above in a sidecar",
      "refuses a page that is still to be decided, and is only noted on one that was decided before.",
      "",
      "## Names of fields in JSON and tables", "",
      "Letter case, `_`, `-`, blanks, `:`, `.` and `@` do not count. Better names first, groups of",
      "equal rank separated by semicolons.", "",
    ]
    for (role, groups) in FieldRole.aliases {
      let names = groups.map { $0.split(separator: " ").joined(separator: ", ") }
      lines.append("- \(role): \(names.joined(separator: "; "))")
    }
    lines += ["", "## Known and not read", "", "Refused as `unsupported-format`, by name:", ""]
    lines += (KnownBinaries.names + MarkupSniffer.unsupportedNames + ZipFiles.documentNames)
      .map { "- \($0)" }
    return lines
  }
}
