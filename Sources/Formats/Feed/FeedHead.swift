/// What a feed says before its first item.
struct FeedHead: Sendable {
  var title: String?
  var link: String?
  var language: String?
  var author: String?
  var base: String?
  /// What each prefix stands for, in the words of `FeedNames`; the empty prefix is the default.
  var prefixes: [String: String] = [:]
  var isWordPressExport = false
  var isAtom = false
}
