import Extraction

extension FormatName {
  static var mhtml: FormatName { FormatName("mhtml") }
}

/// Pages that a browser has saved as one message of many parts.
struct MHTMLFormat: Format {
  static let name = FormatName.mhtml

  static let documentation = [
    FormatDocumentation(
      name: "MHTML", read: "the part that shows", producers: "Chrome, Edge, Internet Explorer",
      fields: "content location", refused: "messages without HTML or text")
  ]

  static let seeds = [
    FormatSeed(
      "mhtml", fileName: "x.mhtml",
      beginnings: [
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: ",
      ],
      sample: "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"-x--\"\r\n\r\n"
        + "---x--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + "<p>A=20b=\r\nc</p>\r\n---x----\r\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    stage == .signature && head.message == .mhtml
  }

  func open(_ input: FormatInput) -> any RecordFramer { BodyFramer(input, format: .mhtml) }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readMessage(body, .mhtml, &context, into: &record)
  }
}
