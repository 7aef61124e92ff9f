/// A change of a text: what stands in place of a stretch of scalars.
struct Edit {
  var range: Range<Int>
  var replacement: [UInt32]
  var rule: String
  var lossy = false
  var certain = true
}
