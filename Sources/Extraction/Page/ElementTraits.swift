import Bytes
import HTMLTree

/// What an element's tag and attributes say about the text in it.
struct ElementTraits {
  var traits: BlockTraits = []
  var signature: UInt64
  var scores = TokenScores()
  /// Hashes of the words, each once or more; only kept for the training script.
  var tokens: [UInt32] = []
  private let keepsTokens: Bool

  /// Reads one element. The classes of `html` and `body` speak of the page and are not counted.
  init(_ page: HTMLDocument, _ node: NodeID, tag: TagName, isRoot: Bool, keepsTokens: Bool) {
    self.keepsTokens = keepsTokens
    signature = WordScanner.combine(WordScanner.basis, UInt64(tag.rawValue))
    traits = ElementTraits.traits(tag)
    if isRoot || tag == .body || tag == .html { return }
    for attribute in page.attributes(of: node) {
      switch attribute.name {
      case .class:
        take(page, attribute.value, salt: 0)
        signature = WordScanner.combine(signature, ElementTraits.hash(page, attribute.value))
      case .id, .dataComponent, .dataTestid, .dataModule, .dataName, .dataType, .ariaLabel:
        take(page, attribute.value, salt: 0)
      case .itemprop, .role:
        take(page, attribute.value, salt: 0x5A)
        readRole(page, node, attribute.name)
      case .hidden: traits.insert(.hidden)
      case .style:
        if ElementTraits.isStyledAway(page, node) { traits.insert(.hidden) }
      case .ariaHidden:
        if page.attribute(.ariaHidden, of: node, is: "true") { traits.insert(.ariaHidden) }
      default: break
      }
    }
  }

  private mutating func readRole(_ page: HTMLDocument, _ node: NodeID, _ name: AttributeName) {
    if page.attribute(name, of: node, is: "articlebody") {
      traits.insert(.articleBody)
    } else if page.attribute(name, of: node, is: "navigation") {
      traits.insert(.nav)
    } else if page.attribute(name, of: node, is: "dialog") {
      traits.insert(.dialog)
    } else if page.attribute(name, of: node, is: "main") {
      traits.insert(.main)
    }
  }

  /// Adds the scores of the class words of an inline element.
  static func addScores(_ page: HTMLDocument, _ node: NodeID, to scores: inout TokenScores) {
    guard let value = page.attribute(.class, of: node) else { return }
    var reading = ElementTraits()
    reading.take(page, value, salt: 0)
    scores.add(reading.scores.lowest)
    scores.add(reading.scores.highest)
  }

  private init() {
    signature = 0
    keepsTokens = false
  }

  private static func traits(_ tag: TagName) -> BlockTraits {
    switch tag {
    case .article: return .article
    case .main: return .main
    case .aside: return .aside
    case .nav, .menu: return .nav
    case .header: return .header
    case .footer: return .footer
    case .form: return .form
    case .figure: return .figure
    case .figcaption, .caption: return .caption
    case .ul, .ol, .dl: return .list
    case .li, .dd, .dt: return .item
    case .table: return .table
    case .blockquote: return .quote
    case .h1, .h2, .h3, .h4, .h5, .h6: return .heading
    case .address: return .address
    case .details: return .details
    case .section: return .section
    case .noscript: return .noscript
    case .dialog: return .dialog
    case .pre: return .preformatted
    default: return []
    }
  }

  /// True when a `style` attribute takes the element out of sight.
  static func isStyledAway(_ page: HTMLDocument, _ node: NodeID) -> Bool {
    guard let value = page.attribute(.style, of: node), value.count >= 12 else { return false }
    return page.withBytes(of: value) { bytes in
      var style: [UInt8] = []
      for index in 0..<min(bytes.count, 400) where bytes[index] > 0x20 {
        style.append(bytes[index] | 0x20)
      }
      return Find.contains(displayNone, in: style.span) || Find.contains(invisible, in: style.span)
    }
  }

  private static let displayNone = Array("display:none".utf8).map { $0 | 0x20 }
  private static let invisible = Array("visibility:hidden".utf8).map { $0 | 0x20 }

  private static func hash(_ page: HTMLDocument, _ value: TextRange) -> UInt64 {
    page.withBytes(of: value) { bytes in
      var hash = WordScanner.basis
      // Numbers in class names tell one element from the next, not one kind from another.
      for index in 0..<min(bytes.count, 200) where bytes[index] < 0x30 || bytes[index] > 0x39 {
        hash = FNV1a.adding(bytes[index], to: hash)
      }
      return hash
    }
  }

  /// Cuts a value into words at blanks, hyphens, underscores and capitals, and takes each word and
  /// each whole name.
  private mutating func take(_ page: HTMLDocument, _ value: TextRange, salt: UInt32) {
    let basis = FNV1a.basis32 ^ salt
    let weights = TokenWeights.shared
    page.withBytes(of: value) { bytes in
      var part = basis
      var whole = basis
      var partLength = 0
      var parts = 0
      var wasLower = false
      for index in 0...min(bytes.count, 256) {
        let byte = index < min(bytes.count, 256) ? bytes[index] : 0x20
        let isUpper = ASCII.isUppercase(byte)
        let lower = isUpper ? byte | 0x20 : byte
        let isLetter = ASCII.isLowercase(lower) || byte >= 0x80
        if !isLetter || (isUpper && wasLower) {
          if partLength >= 2 {
            add(part, weights)
            parts += 1
          }
          part = basis
          partLength = 0
        }
        if isLetter {
          part = FNV1a.adding(lower, to: part)
          whole = FNV1a.adding(lower, to: whole)
          partLength += 1
        }
        wasLower = isLetter && !isUpper
        if byte <= 0x20 {
          if parts > 1 { add(whole, weights) }
          whole = basis
          parts = 0
        }
      }
    }
  }

  private mutating func add(_ token: UInt32, _ weights: TokenWeights) {
    if keepsTokens { tokens.append(token) }
    if let weight = weights.weight(token) { scores.add(weight) }
    if ElementTraits.quoteWords.contains(token) { traits.insert(.namedQuote) }
  }

  /// What templates call a sentence of the text that stands out beside it, as hashes.
  private static let quoteWords: Set<UInt32> = Set(
    [
      "quote", "quotes", "pullquote", "blockquote", "zitat", "zitate", "citat", "citát", "citaat",
      "quotation", "citation", "citazione", "citacao", "citação", "cita", "citas", "cytat",
      "exergue", "exergo", "destacado", "destaque", "sumario", "ladillo", "olho", "virgolettato",
      "alinti", "alıntı", "tsitata", "citata", "цитата", "цитат", "sitat", "sitaatti", "lainaus",
      "idezet", "idézet", "inyou", "inyo", "引用", "引文", "인용",
    ].map { word in word.utf8.reduce(FNV1a.basis32) { FNV1a.adding($1, to: $0) } })
}
