/// A token written out, for test suites and for looking at how a page is cut up.
package enum HTMLToken: Equatable, Sendable {
  /// Parts that are absent are nil, not empty; `isCorrect` is false where quirks mode is forced.
  case doctype(name: String?, publicIdentifier: String?, systemIdentifier: String?, isCorrect: Bool)
  case startTag(name: String, attributes: [String: String], isSelfClosing: Bool)
  case endTag(name: String)
  case comment(String)
  /// Neighbouring text is one token.
  case characters(String)

  /// The states in which html5lib's suite starts a tokenizer.
  package enum InitialState: String, Sendable {
    case data = "Data state"
    case plainText = "PLAINTEXT state"
    case rcdata = "RCDATA state"
    case rawText = "RAWTEXT state"
    case scriptData = "Script data state"
    case cdataSection = "CDATA section state"
  }

  /// Cuts a page into tokens without making a tree: no start tag changes how text is read.
  package static func tokens(
    in bytes: [UInt8], initialState: InitialState = .data, lastStartTag: String = ""
  ) -> [HTMLToken] {
    let source = PreparedSource(bytes, limit: bytes.count)
    var tokenizer = Tokenizer(source: source.bytes, hasNULs: source.hasNULs)
    tokenizer.start(in: initialState, lastStartTag: lastStartTag)
    var tokens: [HTMLToken] = []
    var pending: [UInt8] = []
    let page = source.bytes.span
    while true {
      let token = tokenizer.next(page)
      if token == .text {
        pending += (0..<tokenizer.text.count).map { tokenizer.byte(tokenizer.text, $0) }
        continue
      }
      if token == .null {
        pending.append(0)
        continue
      }
      if !pending.isEmpty { tokens.append(.characters(String(decoding: pending, as: UTF8.self))) }
      pending = []
      guard let written = tokenizer.written(token) else { return tokens }
      tokens.append(written)
    }
  }
}

extension Tokenizer {
  fileprivate mutating func start(in state: HTMLToken.InitialState, lastStartTag: String) {
    contentModel =
      switch state {
      case .data: .data
      case .plainText: .plainText
      case .rcdata: .rcdata
      case .rawText: .rawText
      case .scriptData: .scriptData
      case .cdataSection: .cdataSection
      }
    if !lastStartTag.isEmpty {
      rawTextTag = TagName(rawValue: tagNames.intern(Array(lastStartTag.utf8)))
    }
  }

  private func string(_ range: TextRange) -> String {
    String(decoding: (0..<range.count).map { byte(range, $0) }, as: UTF8.self)
  }

  private func string(_ range: TextRange?) -> String? {
    if let range { return string(range) }
    return nil
  }

  /// The current token written out; nil at the page's end.
  fileprivate func written(_ token: Token) -> HTMLToken? {
    switch token {
    case .startTag:
      var values: [String: String] = [:]
      for attribute in attributes[attributesStart...] {
        let name = String(decoding: attributeNames.name(attribute.name), as: UTF8.self)
        values[name] = string(attribute.value)
      }
      return .startTag(name: tagString, attributes: values, isSelfClosing: isSelfClosing)
    case .endTag: return .endTag(name: tagString)
    case .comment: return .comment(string(text))
    case .doctype:
      return .doctype(
        name: string(doctype.name), publicIdentifier: string(doctype.publicIdentifier),
        systemIdentifier: string(doctype.systemIdentifier), isCorrect: !doctype.forcesQuirks)
    case .text, .null, .end: return nil
    }
  }

  private var tagString: String { String(decoding: tagNames.name(tag.rawValue), as: UTF8.self) }
}
