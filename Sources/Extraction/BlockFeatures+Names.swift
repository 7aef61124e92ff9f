import Model
import HTMLTree

extension BlockFeatures {
  /// The numbers of a block in order; the training script names its columns by them.
  static let names: [String] = {
    var all = [
      "bytes", "words", "linkShare", "links", "bold", "slanted", "sentenceEnd", "colonEnd",
      "commas",
      "digits", "capitals", "continues", "quoteStart", "cue", "sentences", "wordLength",
      "titleShare", "titleCover", "description", "witness", "twins", "author", "lines", "echo",
      "topsBefore", "tops", "separators", "photographer", "address", "inlineLow", "inlineHigh",
      "tag",
    ]
    all += (0..<traits.count).map { "trait\($0)" }
    all += [
      "depth", "media", "textBefore", "proseBefore", "spanPlace", "fromFirst", "fromLast",
      "fromHeadline", "sinceProse", "toProse",
    ]
    all += ["own", "parent", "grand"].flatMap { ["\($0)Low", "\($0)High"] }
    all += ["chainLow", "chainHigh", "chainBelow", "chainAbove"]
    all += ["parent", "grand", "great"].flatMap { ["\($0)Links", "\($0)Prose", "\($0)Density"] }
    all += ["parentBytes", "parentBlocks", "holderShare", "up", "down"]
    all += ["own", "parent", "grand"].flatMap { ["\($0)Alike", "\($0)Siblings"] }
    all += [
      "place", "siblings", "article", "articles", "proseCount", "bestShare", "proseBytes",
    ]
    for offset in ["p1", "n1", "p2", "n2"] {
      all += ["Bytes", "Links", "Tag", "Holder", "Cue"].map { offset + $0 }
    }
    all += ["p3Bytes", "p3Links", "n3Bytes", "n3Links"]
    all += ["headingCue", "headingDistance", "headingHolder", "endMarks"]
    all += ["textLow", "textHigh", "textBelow", "textAbove", "textMean", "textKnown"]
    return all
  }()

  static let traits: [BlockTraits] = [
    .article, .main, .aside, .nav, .header, .footer, .form, .figure, .caption, .list, .table,
    .quote,
    .hidden, .ariaHidden, .heading, .link, .address, .details, .articleBody, .section, .noscript,
    .dialog, .item, .preformatted,
  ]

  static func code(_ reason: RemovedText.Reason?) -> Int {
    switch reason {
    case nil: 0
    case .share: 1
    case .related: 2
    case .newsletter: 3
    case .comment: 4
    case .cookie, .adblock: 5
    case .advert: 6
    case .credit: 7
    case .footer: 8
    case .menu, .breadcrumb: 9
    case .form: 10
    case .boilerplate: 11
    default: 12
    }
  }

  static func code(_ tag: TagName) -> Int {
    switch tag {
    case .p: 1
    case .li: 2
    case .h1: 3
    case .h2: 4
    case .h3: 5
    case .h4: 6
    case .h5, .h6: 7
    case .td, .th: 8
    case .blockquote: 9
    case .div: 10
    case .section: 11
    case .article: 12
    case .dd, .dt: 13
    case .pre: 14
    case .figcaption: 15
    case .header: 16
    case .footer: 17
    case .body: 18
    default: 0
    }
  }
}

/// Counts of single characters in a block.
struct TextMarks {
  var commas = 0
  var digits = 0
  var capitals = 0
  /// Ends of sentences inside the text: a mark, a blank and no small letter.
  var sentences = 0
  var lines = 0
  /// Bars, bullets and arrows.
  var separators = 0
  var isAddress = false
  var startsWithQuote = false

  private static let addressStarts = ["http", "www."].map { Array($0.utf8) }

  init(_ bytes: ArraySlice<UInt8>) {
    var before: UInt8 = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ","): commas += 1
      case 0x30...0x39: digits += 1
      case 0x41...0x5A: capitals += 1
      case 0x0A: lines += 1
      case UInt8(ascii: "|"), UInt8(ascii: ">"): separators += 1
      case 0xA2 where before == 0x80, 0xB7 where before == 0xC2: separators += 1
      case 0x20 where before == 0x2E || before == 0x3F || before == 0x21: sentences += 1
      default: break
      }
      before = byte
    }
    isAddress = TextMarks.addressStarts.contains { bytes.starts(with: $0) }
    let start = bytes.prefix(3)
    startsWithQuote =
      start.first == 0x22 || start.elementsEqual([0xE2, 0x80, 0x9C])
      || start.elementsEqual([0xE2, 0x80, 0x9E]) || start.prefix(2).elementsEqual([0xC2, 0xAB])
  }
}

/// A logarithm for features: exact enough, and without a mathematics library.
func log2(_ value: Float) -> Float {
  guard value > 0 else { return 0 }
  return Float(value.exponent) + (value.significand - 1)
}
