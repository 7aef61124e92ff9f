import Extraction

extension FormatName {
  static var text: FormatName { FormatName("text") }
}

/// Text without markup: whatever is nothing else and not binary.
struct TextFormat: Format {
  static let name = FormatName.text

  static let documentation = [
    FormatDocumentation(
      name: "text dump of a page",
      read: "the article among menus, notices and related headlines; folded lines put together, "
        + "numbers of links and lists of addresses left out; texts of which each part is labelled",
      producers: "copy and paste, `get_text`, `innerText`, lynx, w3m, links, elinks, Firefox, "
        + "html2text, inscriptis, boilerpy3, trafilatura, resiliparse, Factiva, Nexis, ProQuest, RIS",
      fields: "byline, date",
      refused: "text without an article")
  ]

  static let seeds = [
    FormatSeed(
      "dump", fileName: "x.txt",
      beginnings: [
        "", "A title\n\n", "Home\nNews\nSport\n\n", "   [1]Home\n   * [2]News\n\n",
        "****** A title ******\n",
      ],
      sample: "A title of some words\n\nThe harbour council voted on Tuesday to buy a ferry.\n")
  ]

  /// Asked last: what reaches the end of the stages is text.
  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool { stage == .content }

  func open(_ input: FormatInput) -> any RecordFramer { BodyFramer(input, format: .text) }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readPage(body, .text, context, into: &record)
  }
}
