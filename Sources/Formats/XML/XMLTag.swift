/// A start tag.
struct XMLTag {
  var name: Range<Int>
  var attributes: [(name: Range<Int>, value: Range<Int>)]
  var isEmpty: Bool
}
