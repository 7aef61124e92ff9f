import Model
import HTMLTree

extension BlockFeatures {
  /// The numbers of a block in order; the training script names its columns by them.
  static let names: [String] = {
    var all = [
      "bytes", "words", "linkShare", "links", "bold", "slanted", "sentenceEnd", "colonEnd",
      "commas",
      "digits", "capitals", "continues", "quoteStart", "cue", "sentences", "wordLength",
      "titleShare", "titleCover", "description", "statedBody", "twins", "author", "lines", "echo",
      "topsBefore", "tops", "separators", "photographer", "address", "inlineLow", "inlineHigh",
      "tag",
    ]
    all += (0..<traits.count).map { "trait\($0)" }
    all += [
      "depth", "media", "textBefore", "proseBefore", "spanPosition", "fromFirst", "fromLast",
      "fromHeadline", "sinceProse", "toProse",
    ]
    all += ["own", "parent", "grand"].flatMap { ["\($0)Low", "\($0)High"] }
    all += ["chainLow", "chainHigh", "chainBelow", "chainAbove"]
    all += ["parent", "grand", "great"].flatMap { ["\($0)Links", "\($0)Prose", "\($0)Density"] }
    all += ["parentBytes", "parentBlocks", "holderShare", "up", "down"]
    all += ["own", "parent", "grand"].flatMap { ["\($0)Alike", "\($0)Siblings"] }
    all += [
      "childIndex", "siblings", "article", "articles", "proseCount", "bestShare", "proseBytes",
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
