import Extraction

extension FormatName {
  static var mail: FormatName { FormatName("mail") }
}

/// Mail, one message or a mailbox of them.
struct MailFormat: Format {
  static let name = FormatName.mail

  static let documentation = [
    FormatDocumentation(
      name: "mail", read: "the HTML part, else the text; a message each of a mailbox",
      producers: "newsletters, .eml and .mbox files", fields: "subject, date, sender",
      refused: "messages without HTML or text")
  ]

  static let seeds = [
    FormatSeed(
      "mail", fileName: "x.eml",
      beginnings: [
        "From: a\nSubject: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
        "MIME-Version: 1.0\nContent-Type: ", "Subject: =?utf-8?B?",
        "From a Mon Feb  3 10:00:00 2031\nFrom: a\nSubject: b\nDate: c\n\nd\n\nFrom ",
      ],
      sample: "From: A <a@b.example>\nSubject: =?utf-8?Q?A=20b?=\n"
        + "Date: Mon, 3 Feb 2031 10:00:00 +0100\nMIME-Version: 1.0\n"
        + "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/html\n"
        + "Content-Transfer-Encoding: base64\n\nPHA+QTwvcD4=\n--x--\n")
  ]

  func recognises(_ head: FileHead, at stage: SniffingStage) -> Bool {
    stage == .signature && head.message == .mail
  }

  func open(_ input: FormatInput) throws -> any RecordFramer {
    _ = try input.window.fill(Self.mailboxMark.utf8.count)
    guard input.window.bytes[input.window.position...].starts(with: Self.mailboxMark.utf8) else {
      return BodyFramer(input, format: .mail)
    }
    let origin = input.origin.inside("mbox")
    return MailboxFramer(input.window, origin: origin, settings: input.settings)
  }

  func read(
    _ body: Body, with interpreter: RecordInterpreter, _ context: inout ExtractionContext,
    into record: inout InterpretedRecord
  ) {
    interpreter.readMessage(body, .mail, &context, into: &record)
  }

  func holdsManyRecords(_ body: [UInt8]) -> Bool { body.starts(with: Self.mailboxMark.utf8) }

  /// What every message of a mailbox begins with.
  private static let mailboxMark = "From "
}
