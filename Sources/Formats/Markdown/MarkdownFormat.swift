import Bytes
import Extraction

extension FormatName {
  static var markdown: FormatName { FormatName("markdown") }
}

/// Markdown, whole pages in it included, and texts behind a head of fields.
struct MarkdownFormat: Format {
  static let name = FormatName.markdown

  static let documentation = [
    FormatDocumentation(
      name: "Markdown",
      read: "the article among menus and links; front matter in YAML, TOML and JSON, heads of "
        + "fields; calls of templates, code and marks of note takers left out; "
        + "several documents in one stream",
      producers: "html2text, markdownify, markitdown, crawl4ai, pandoc, html-to-markdown, "
        + "trafilatura, Jina Reader, Firecrawl, newsboat, Hugo, Jekyll, Zola, MDX, Obsidian, Quarto",
      fields: "byline, date; the head's by the names below", refused: "text without an article")
  ]

  static let seeds = [
    FormatSeed(
      "markdown", fileName: "x.md",
      beginnings: [
        "# A title\n\n[a](/b)\n\n", "---\ntitle: ", "+++\ntitle = \"", "Title: a\n\nURL Source: ",
        "Feed: a\nTitle: b\nLink: ", "{\"title\": \"a\"}\n\n", "# a\n\n{{< ", "# a\n\n{% ",
        "<div>\n\n# A [b](c)\n\n![",
      ],
      sample: "---\ntitle: A title of some words\nurl: https://a.example/\n---\n# A title of some "
        + "words\n\n[Home](/)\n\nThe harbour council voted on Tuesday to buy a **ferry**.\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    guard stage == .opening else { return false }
    let text = head.opening
    if text.starts(with: "<|firecrawl-page-".utf8) { return true }
    if Markup.hasPageTags(Array(text.prefix(1 << 12))) { return false }
    if text.first == UInt8(ascii: "<") {
      // Pages have paragraphs by tags, Markdown between blank lines.
      return MarkdownSniffer.isMarkdown(text) && !Find.contains("<p>", in: text)
        && !Find.contains("</p>", in: text)
    }
    return DocumentHead.read(text) != nil || MarkdownSniffer.isMarkdown(text)
  }

  func open(_ input: FormatInput) throws -> any RecordFramer { try MarkdownFramer(input) }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readPage(body, .markdown, context, into: &record)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool {
    MarkdownSniffer.documentStarts(body).count > 1
  }
}
