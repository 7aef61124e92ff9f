import Bytes

/// Texts that are written for programs: code, style sheets, calendars, playlists, logs of servers,
/// tables of figures.
enum SourceText {
  /// The beginnings of formats in lines, and what each is.
  private static let beginnings: [(mark: StaticString, name: String)] = [
    ("BEGIN:VCALENDAR", "a calendar"), ("BEGIN:VCARD", "an address card"),
    ("#EXTM3U", "a playlist"),
    ("[playlist]", "a playlist"), ("#!/", "a script"), ("<?php", "a script"),
    ("-----BEGIN ", "a key or a certificate"), ("diff --git ", "a list of changes of code"),
    ("WEBVTT", "subtitles"), ("[Desktop Entry]", "a starter of a program"), ("%!PS", "PostScript"),
  ]
  private static let lineLimit = 400

  /// What a text is by its first words; nil for any other.
  static func name(ofBeginning body: ArraySlice<UInt8>) -> String? {
    let start = body.prefix(20)
    return beginnings.first { Find.position(of: $0.mark, in: start) == start.startIndex }?.name
  }

  /// What a whole text is, when nobody wrote it to be read as prose; nil for any other.
  static func name(of body: ArraySlice<UInt8>) -> String? {
    let lines = body.split(separator: 0x0A).prefix(lineLimit).map { line in
      line.drop { ASCII.isTextBlank($0) }
    }.filter { !$0.isEmpty }
    guard !lines.isEmpty else { return nil }
    if lines.allSatisfy({ isRequest($0) }) { return "a server's log of requests" }
    if isFigures(lines) { return "a table of figures" }
    if isStyleSheet(body, lines) { return "a style sheet" }
    return isCode(lines) || isScript(body) ? "code of a program" : nil
  }

  /// `203.0.113.9 - - [28/Nov/2031:10:00:00 +0000] "GET /n/1 HTTP/1.1" 200 1234`, as servers log.
  private static func isRequest(_ line: ArraySlice<UInt8>) -> Bool {
    guard let bracket = line.prefix(200).firstIndex(of: UInt8(ascii: "[")),
      bracket + 12 < line.endIndex, line[bracket + 3] == UInt8(ascii: "/"),
      let quote = line[bracket...].prefix(60).firstIndex(of: UInt8(ascii: "\""))
    else { return false }
    return Find.contains(" HTTP/", in: line[quote...]) || line[quote...].starts(with: "\"-\"".utf8)
  }

  /// Two rows and more, of figures and commas, below a row of words.
  private static func isFigures(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard lines.count >= 3 else { return false }
    return lines.dropFirst().allSatisfy { line in
      line.contains(where: ASCII.isDigit)
        && line.allSatisfy { byte in
          ASCII.isDigit(byte) || ASCII.isTextBlank(byte) || ",;.-+:/%|".utf8.contains(byte)
        }
    }
  }

  /// Rules in braces from the first line to the last, a property with a colon in each.
  private static func isStyleSheet(
    _ body: ArraySlice<UInt8>, _ lines: [ArraySlice<UInt8>]
  ) -> Bool {
    let opens = body.count { $0 == UInt8(ascii: "{") }
    guard opens >= 2, body.count(where: { $0 == UInt8(ascii: "}") }) == opens,
      let brace = body.firstIndex(of: UInt8(ascii: "{")),
      body[..<brace].contains(where: ASCII.isLetter),
      !body[..<brace].contains(where: { "=\"'".utf8.contains($0) }),
      body[..<brace].last(where: { !ASCII.isTextBlank($0) }) != UInt8(ascii: "(")
    else { return false }
    let rules = lines.count { line in
      var line = line
      while let last = line.last, ASCII.isTextBlank(last) { line = line.dropLast() }
      return line.last.map { "{};,".utf8.contains($0) } ?? false || line.starts(with: "/*".utf8)
    }
    return rules * 10 >= lines.count * 9
      && (Find.contains(":", in: body) || Find.contains("@import", in: body))
  }

  /// A script that calls a function at once, as tools that pack scripts write it.
  private static func isScript(_ body: ArraySlice<UInt8>) -> Bool {
    let beginnings = [
      "(function(", "!function(", ";(function(", "(()=>{", "(() => {", "(function (",
      "\"use strict\";", "'use strict';",
    ]
    guard beginnings.contains(where: { body.starts(with: $0.utf8) }) else { return false }
    let last = body.last { !ASCII.isTextBlank($0) }
    return last.map { ");}/".utf8.contains($0) } ?? false
  }

  private static let keywords = [
    "import ", "from ", "def ", "class ", "return ", "return;", "if (", "if(", "for (", "for ",
    "while ",
    "const ", "let ", "var ", "function ", "export ", "public ", "private ", "static ", "package ",
    "#include ", "using ", "func ", "fn ", "use ", "struct ", "enum ", "try", "except ", "print(",
    "FROM ", "RUN ", "CMD ", "COPY ", "ENV ", "WORKDIR ", "ENTRYPOINT ", "EXPOSE ", "ARG ", "@",
    "else", "elif ", "} else", "with ", "assert ", "raise ", "throw ", "console.", "}", ")", "]",
    "//",
    "/*", "*", "\"\"\"",
  ].map { Array($0.utf8) }
  /// Words that no line of prose begins with and that make code of the lines around them.
  private static let openers = [
    "import ", "from ", "def ", "class ", "const ", "let ", "var ", "function ", "#include ",
    "using ",
    "func ", "fn ", "package ", "public ", "FROM ", "export ",
  ].map { Array($0.utf8) }

  /// Lines that begin with words of a programming language or end as its statements do, nearly all
  /// of them, and none that is prose.
  private static func isCode(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard lines.count >= 3, let first = lines.first(where: { $0.first != UInt8(ascii: "#") }),
      openers.contains(where: { first.starts(with: $0) }),
      // Data given to a name may hold articles.
      !Find.contains("= {", in: first), !Find.contains("= [", in: first),
      !Find.contains("={", in: first), !Find.contains("=[", in: first),
      lines.allSatisfy({ $0.count <= 300 })
    else { return false }
    var statements = 0
    for line in lines {
      var line = line
      while let last = line.last, ASCII.isTextBlank(last) { line = line.dropLast() }
      let ends = line.last.map { "{};:),(]".utf8.contains($0) } ?? false
      let begins = keywords.contains { line.starts(with: $0) }
      let hasCall = Find.contains("(", in: line) && Find.contains(")", in: line)
      let assigns = Find.contains(" = ", in: line) || Find.contains("=>", in: line)
      if ends || begins && (hasCall || assigns || line.count < 60) || assigns { statements += 1 }
    }
    return statements * 10 >= lines.count * 8
  }
}
