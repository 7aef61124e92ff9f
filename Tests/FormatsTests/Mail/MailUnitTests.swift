import Testing

@testable import Formats

@Suite("Parts of messages")
struct MailUnitTests {
  private func quoted(_ text: String) -> String {
    String(decoding: QuotedPrintable.decode(Array(text.utf8)[...]), as: UTF8.self)
  }

  @Test("quoted-printable takes digits of both cases and soft line ends, and keeps the rest")
  func quotedPrintable() {
    #expect(quoted("a=20b=3d=3D") == "a b==")
    #expect(quoted("one=\r\ntwo=\nthree") == "onetwothree")
    #expect(quoted("one=  \t\r\ntwo") == "onetwo")
    #expect(quoted("a=b =G0 =") == "a=b =G0 =")
    #expect(quoted("=C3=A4") == "ä")
    #expect(quoted("=4") == "=4")
  }

  @Test(
    "encoded words are resolved, blanks between two of them dropped, the rest left",
    arguments: [
      ("=?utf-8?Q?A=20b_c?=", "A b c"), ("=?UTF-8?b?w6Q=?= x", "ä x"),
      ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"), ("x =?utf-8?q?a?= y", "x a y"),
      ("=?iso-8859-1?Q?=E4?=", "ä"), ("=?utf-8?q?a", "=?utf-8?q?a"), ("a = ? b", "a = ? b"),
      ("=?utf-8?q?a=C3?= =?utf-8?q?=A4b?=", "aäb"), ("=?gb2312?B?udg=?= =?utf-8?q?b?=", "关b"),
      ("=?utf-8*en?q?a?=", "a"), ("", ""), ("=?", "=?"),
    ])
  func encodedWords(text: String, expected: String) {
    #expect(EncodedWords.decode(text) == expected)
  }

  private func message(_ text: String) -> MIMEMessage {
    MIMEMessage(Array(text.utf8), headerByteLimit: 1 << 16)
  }

  /// A message with a raw subject and a body in code units below U+0100, as a server sends them.
  private func rawSubject(_ subject: String, _ rest: String) -> String? {
    let bytes = ("Subject: " + subject + "\n" + rest).unicodeScalars.map {
      UInt8(truncatingIfNeeded: $0.value)
    }
    return MIMEMessage(bytes, headerByteLimit: 1 << 16).headers["subject"]
  }

  @Test(
    "a raw subject is in the encoding that the body or its first text part declares",
    arguments: [
      ("windows-1257", "Uosto tiltas v\u{EB}l atidarytas", "Uosto tiltas vėl atidarytas"),
      ("iso-8859-13", "Ostas tirgus p\u{E2}rcelsies", "Ostas tirgus pārcelsies"),
      ("windows-1250", "P\u{F8}\u{ED}stav se otev\u{F8}e", "Přístav se otevře"),
      ("gbk", "\u{BE}\u{C9}\u{C2}\u{EB}\u{CD}\u{B7}\u{D0}\u{DE}\u{C9}\u{C9}", "旧码头修缮"),
      ("windows-1254", "\u{DD}skele yeniden a\u{E7}\u{FD}ld\u{FD}", "İskele yeniden açıldı"),
    ])
  func rawSubjects(charset: String, subject: String, expected: String) {
    let type = "Content-Type: text/plain; charset=\(charset)\n"
    #expect(rawSubject(subject, type + "\nbody\n") == expected)
    let parts = "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(type)\nbody\n--b--\n"
    #expect(rawSubject(subject, parts) == expected)
  }

  @Test("where the body is in another encoding than it declares, a raw subject is in the body's")
  func rawSubjectOtherwise() {
    let subject =
      "\u{CF}\u{EE}\u{F0}\u{F2} \u{EE}\u{F2}\u{EA}\u{F0}\u{EE}\u{FE}\u{F2} \u{E2} \u{EC}\u{E0}\u{E5}"
    let body =
      "\u{C2} \u{EF}\u{EE}\u{F0}\u{F2}\u{F3} \u{ED}\u{E0}\u{F7}\u{E0}\u{EB}\u{E8} \u{F0}\u{E5}\u{EC}\u{EE}\u{ED}\u{F2} \u{F1}\u{F2}\u{E0}\u{F0}\u{EE}\u{E3}\u{EE} \u{EF}\u{F0}\u{E8}\u{F7}\u{E0}\u{EB}\u{E0}. \u{D0}"
      + "\u{E0}\u{E1}\u{EE}\u{F2}\u{FB} \u{E7}\u{E0}\u{E9}\u{EC}\u{F3}\u{F2} \u{E2}\u{F1}\u{B8} \u{EB}\u{E5}\u{F2}\u{EE}, \u{F1}\u{EE}\u{EE}\u{E1}\u{F9}\u{E8}\u{EB}\u{E0} \u{E4}\u{E8}\u{F0}\u{E5}\u{EA}\u{F6}\u{E8}\u{FF}."
    let rest = "Content-Type: text/plain; charset=iso-8859-5\n\n\(body)\n"
    #expect(rawSubject(subject, rest) == "Порт откроют в мае")
  }

  private func shown(_ text: String) -> String? {
    message(text).shown.map { String(decoding: $0.decoded, as: UTF8.self) }
  }

  @Test("of several parts HTML is shown, else plain text, else one without a type")
  func shownParts() {
    let head = "Content-Type: multipart/alternative; boundary=b\n\n"
    let plain = "--b\nContent-Type: text/plain\n\nplain\n"
    let html = "--b\nContent-Type: text/html\n\n<p>html\n"
    let picture = "--b\nContent-Type: image/png\n\nx\n"
    #expect(shown(head + plain + html + "--b--\n") == "<p>html\n")
    #expect(shown(head + picture + plain + "--b--\n") == "plain\n")
    #expect(shown(head + picture + "--b--\n") == nil)
    #expect(shown("Subject: a\n\nbare\n") == "bare\n")
  }

  private func readable(_ text: String) -> [String] {
    message(text).readable.map { String(decoding: $0.decoded, as: UTF8.self) }
  }

  @Test("a reader sees one of the alternatives, all inline texts of a mixture, and no attachment")
  func readableParts() {
    let mixed = "Content-Type: multipart/mixed; boundary=b\n\n"
    let plain = "--b\nContent-Type: text/plain\n\nplain\n"
    let html = "--b\nContent-Type: text/html\n\n<p>html\n"
    let attached =
      "--b\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>file\n"
    let footer = "--b\nContent-Type: text/plain\n\n____________\nlist\n"
    let empty = "--b\nContent-Type: text/html\n\n<title>x</title><img src=a>\n"
    let alternative = mixed.replacing("mixed", with: "alternative")
    #expect(readable(mixed + plain + plain + footer + "--b--\n") == ["plain\n", "plain\n"])
    #expect(readable(mixed + plain + attached + "--b--\n") == ["plain\n"])
    #expect(readable(mixed + attached + "--b--\n") == ["<p>file\n"])
    #expect(readable(alternative + plain + html + "--b--\n") == ["<p>html\n"])
    #expect(readable(alternative + plain + empty + "--b--\n") == ["plain\n"])
  }

  @Test("an enclosed message is read where the letter around it says next to nothing")
  func enclosedMessage() {
    func letter(_ note: String) -> String {
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n\(note)\n"
        + "--b\nContent-Type: message/rfc822\n\nContent-Type: text/plain\n\ninner\n--b--\n"
    }
    #expect(readable(letter("See below.")).first == "inner\n")
    let long = String(repeating: "A letter of its own. ", count: 40)
    #expect(readable(letter(long)) == [long + "\n"])
  }

  @Test("parts within parts are found, and a closing line ends them")
  func nesting() {
    let inner = "--i\nContent-Type: text/plain\n\ninner\n--i--\n"
    let text =
      "Content-Type: multipart/mixed; boundary=o\n\npreamble\n--o\n"
      + "Content-Type: multipart/related; boundary=i\n\n\(inner)--o\nContent-Type: text/html\n\n"
      + "<p>after\n--o--\nepilogue --o\n"
    let found = message(text)
    #expect(found.parts.map(\.type) == ["text/plain", "text/html"])
    #expect(found.notes.isEmpty)
    #expect(shown(text) == "<p>after\n")
  }

  @Test("a boundary that is missing, wrong or ends in dashes is made out")
  func boundaries() {
    let part = "Content-Type: text/plain\n\ntext\n"
    let missing = message("Content-Type: multipart/mixed\n\n--x\n\(part)--x--\n")
    #expect(missing.parts.count == 1 && missing.notes == ["boundary-missing"])
    let wrong = message("Content-Type: multipart/mixed; boundary=y\n\n--xxxx\n\(part)--xxxx--\n")
    #expect(wrong.parts.count == 1)
    let dashes = message(
      "Content-Type: multipart/mixed; boundary=\"x--\"\n\n--x--\n\(part)--x----\n")
    #expect(dashes.parts.count == 1)
    let none = message("Content-Type: multipart/mixed; boundary=y\n\n\(part)")
    #expect(none.parts.map(\.type) == ["text/plain"])
  }

  @Test("base64 that is none is kept as it stands")
  func transferEncodings() {
    let head = "Content-Type: text/plain\nContent-Transfer-Encoding: "
    #expect(shown(head + "base64\n\nPHA+QTwvcD4=\n") == "<p>A</p>")
    #expect(shown(head + "base64\n\nnot base64!\n") == "not base64!\n")
    #expect(shown(head + "Quoted-Printable\n\na=20b\n") == "a b\n")
    #expect(shown(head + "8bit\n\na=20b\n") == "a=20b\n")
  }

  @Test("messages nest eight deep and no deeper")
  func depth() {
    var text = "Content-Type: text/plain\n\ndeep\n"
    for _ in 0..<12 { text = "Content-Type: message/rfc822\n\n" + text }
    #expect(message(text).parts.map(\.type) == ["message/rfc822"])
  }

  @Test(
    "a block of header lines is told from text that begins with a word and a colon",
    arguments: [
      ("From: a\nSubject: b\nDate: c\n\nd", FormatName.mail),
      ("MIME-Version: 1.0\nX: y\n\n", .mail), ("Received: by x\nFrom: a\n\n", .mail),
      ("X-Odd: 1\nMessage-ID: 2\n\n", .mail),
      ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", .mhtml),
      ("From: <Saved by a browser>\nContent-Type: text/html\n\n", .mhtml),
      ("Snapshot-Content-Location: https://a.example/\nX: y\n\n", .mhtml),
    ])
  func sniffing(text: String, format: FormatName) {
    #expect(MIMESniffer.format(Array(text.utf8)[...]) == format)
  }

  @Test(
    "text is no mail",
    arguments: [
      "Subject: a\n\nb", "Note: the ferry is late\nDate: today\n", "From the harbour\n", "Date: x",
      "To: whom it may concern\n\nText", "http://a.example/\nfrom: b\n", "",
    ])
  func noMail(text: String) {
    #expect(MIMESniffer.format(Array(text.utf8)[...]) == nil)
  }
}
