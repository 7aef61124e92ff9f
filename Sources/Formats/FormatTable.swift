/// The formats that are read, as a page for people, made from what the code knows.
package enum FormatTable {
  /// One line of the table.
  private struct Row {
    var name: String
    var read: String
    var producers: String
    var fields: String
    var refused: String
  }

  /// The page `docs/FORMATS.md`.
  package static var markdown: String {
    var lines = [
      "# Formats", "",
      "What winnow reads, from whom, and what it refuses. Content decides, names do not. This page is",
      "made by a test from the code's own tables: change those, not this.", "",
      "| format | what is read | who writes it | fields beside text and title | refused |",
      "|---|---|---|---|---|",
    ]
    for format in FormatName.allCases {
      let row = row(format)
      lines.append(
        "| \(row.name) | \(row.read) | \(row.producers) | \(row.fields) | \(row.refused) |")
    }
    return (lines + [""] + sections).joined(separator: "\n") + "\n"
  }

  private static var sections: [String] {
    let layers = Layer.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    var lines = [
      "## Around a file", "",
      "At most two of \(layers), zip and WACZ around each other, and a response's head as `curl -i`",
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
    lines += (KnownBinaries.names + MarkupSniffer.unsupportedNames + ZipFramer.documentNames)
      .map { "- \($0)" }
    return lines
  }

  private static func row(_ format: FormatName) -> Row {
    switch format {
    case .html, .text, .mhtml, .mail, .http: pageRow(format)
    case .json, .jsonLines, .csv, .feed, .warc, .arc, .zip: containerRow(format)
    }
  }

  private static func pageRow(_ format: FormatName) -> Row {
    switch format {
    case .html:
      Row(
        name: "HTML page or fragment",
        read: "the article in it; addresses in comments of SingleFile, browsers and HTTrack; "
          + "trafilatura's XML and TEI; pages with the sizes of their chunks left in",
        producers: "wget, curl, browsers, SingleFile, HTTrack, news-please, fundus, trafilatura",
        fields: "all that JSON-LD, meta and the page itself say",
        refused: "block pages, consent walls, empty pages")
    case .text:
      Row(
        name: "text dump of a page",
        read: "the article among menus, notices and related headlines; Markdown behind a head of "
          + "fields",
        producers: "copy and paste, `get_text`, terminal browsers, trafilatura, page-to-Markdown "
          + "services", fields: "byline, date; the head's by the names below",
        refused: "text without an article")
    case .mhtml:
      Row(
        name: "MHTML", read: "the part that shows", producers: "Chrome, Edge, Internet Explorer",
        fields: "content location", refused: "messages without HTML or text")
    case .mail:
      Row(
        name: "mail", read: "the HTML part, else the text; a message each of a mailbox",
        producers: "newsletters, .eml and .mbox files",
        fields: "subject, date, sender", refused: "messages without HTML or text")
    default:
      Row(
        name: "saved response", read: "the body by its own content; status and headers are kept",
        producers: "`curl -i`, `wget --save-headers`", fields: "status, charset",
        refused: "status 300 and above")
    }
  }

  private static func containerRow(_ format: FormatName) -> Row {
    switch format {
    case .json:
      Row(
        name: "JSON",
        read: "one object, an array, or articles in wrappers up to eight deep; what is "
          + "whole before damage; data frames by columns or by rows; pages in a log of requests (HAR); "
          + "all of it also in a script, in quotes, in a browser's `pre`, behind PHP's remarks, or as "
          + "Python prints it",
        producers: "WordPress REST, news-please, trafilatura, newspaper, Zyte, Diffbot, webz.io, "
          + "NewsAPI, JSON Feed, JSON-LD, any scraper",
        fields: "by the names below", refused: "error answers, objects without an article")
    case .jsonLines:
      Row(
        name: "JSON Lines", read: "a value a line or end to end; a broken line costs itself",
        producers: "Scrapy, FineWeb, any scraper", fields: "by the names below",
        refused: "lines without an article")
    case .csv:
      Row(
        name: "table (comma, tab, semicolon, bar)",
        read: "a row each, JSON and Python literals in cells; quotes that never close",
        producers: "pandas, spreadsheets, trafilatura", fields: "by the names below",
        refused: "tables whose header names no known field")
    case .feed:
      Row(
        name: "feed",
        read: "items of RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF, WordPress' export",
        producers: "feed readers, WordPress", fields: "link, dates, authors, categories, language",
        refused: "feeds without an item")
    case .warc:
      Row(
        name: "WARC, WET",
        read: "response, resource and conversion records, a gzip member each or all in one, also "
          + "with a zstd dictionary; feeds, lists, tables and archives in them cut into articles",
        producers: "wget, Heritrix, Common Crawl, CC-NEWS, Browsertrix",
        fields: "target address, record id, status", refused: "requests, revisits, metadata, errors"
      )
    case .arc:
      Row(
        name: "ARC", read: "records of version 1 and 2", producers: "Internet Archive",
        fields: "address", refused: "look-ups of names")
    default:
      Row(
        name: "zip, WACZ",
        read: "each file by its content, of a WACZ its web archives; without a "
          + "table by local headers",
        producers: "Browsertrix, ArchiveWeb.page, people", fields: "those of the file inside",
        refused: "encrypted entries, office documents, books")
    }
  }
}
