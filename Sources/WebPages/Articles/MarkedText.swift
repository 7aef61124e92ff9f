internal import Model

/// A text cut at the repairs that were made in it.
struct MarkedText {
  /// A piece of the text.
  struct Piece: Equatable {
    var text: String
    /// The repair that made it, by its position in the article's list; nil for what came so.
    var repair: Int?
  }

  private(set) var pieces: [Piece] = []

  /// `field`: The name by which repairs speak of the text, such as `paragraphs/3`.
  ///
  /// A repair whose words do not stand where it says is passed over: the list has it all the same.
  init(_ text: String, field: String, repairs: [Repair]) {
    let bytes = Array(text.utf8)
    let own = repairs.enumerated().filter { $0.element.field == field }
      .sorted { $0.element.byteOffset < $1.element.byteOffset }
    var done = 0
    for (number, repair) in own {
      let start = repair.byteOffset
      let (end, overflow) = start.addingReportingOverflow(repair.after.utf8.count)
      guard !overflow, start >= done, end <= bytes.count,
        bytes[start..<end].elementsEqual(repair.after.utf8)
      else { continue }
      append(bytes[done..<start], nil)
      pieces.append(Piece(text: repair.after, repair: number))
      done = end
    }
    append(bytes[done...], nil)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>, _ repair: Int?) {
    guard !bytes.isEmpty else { return }
    pieces.append(Piece(text: String(decoding: bytes, as: UTF8.self), repair: repair))
  }
}
