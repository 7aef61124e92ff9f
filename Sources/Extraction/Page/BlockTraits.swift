/// What the elements around a block are.
struct BlockTraits: OptionSet {
  let rawValue: UInt32

  static let article = BlockTraits(rawValue: 1)
  static let main = BlockTraits(rawValue: 1 << 1)
  static let aside = BlockTraits(rawValue: 1 << 2)
  static let nav = BlockTraits(rawValue: 1 << 3)
  static let header = BlockTraits(rawValue: 1 << 4)
  static let footer = BlockTraits(rawValue: 1 << 5)
  static let form = BlockTraits(rawValue: 1 << 6)
  static let figure = BlockTraits(rawValue: 1 << 7)
  static let caption = BlockTraits(rawValue: 1 << 8)
  static let list = BlockTraits(rawValue: 1 << 9)
  static let table = BlockTraits(rawValue: 1 << 10)
  static let quote = BlockTraits(rawValue: 1 << 11)
  static let hidden = BlockTraits(rawValue: 1 << 12)
  static let ariaHidden = BlockTraits(rawValue: 1 << 13)
  static let heading = BlockTraits(rawValue: 1 << 14)
  static let link = BlockTraits(rawValue: 1 << 15)
  static let address = BlockTraits(rawValue: 1 << 16)
  static let details = BlockTraits(rawValue: 1 << 17)
  static let articleBody = BlockTraits(rawValue: 1 << 18)
  static let section = BlockTraits(rawValue: 1 << 19)
  static let noscript = BlockTraits(rawValue: 1 << 20)
  static let dialog = BlockTraits(rawValue: 1 << 21)
  static let item = BlockTraits(rawValue: 1 << 22)
  static let preformatted = BlockTraits(rawValue: 1 << 23)
  /// By a class, a quote; no feature of the models.
  static let namedQuote = BlockTraits(rawValue: 1 << 24)
}
