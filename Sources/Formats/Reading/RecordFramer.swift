/// Cuts the records of one format out of a file.
protocol RecordFramer: AnyObject {
  var format: FormatName { get }
  var isContainer: Bool { get }
  var origin: RecordOrigin { get }
  var notes: [String] { get }
  /// A number from which `resume` finds the place after the last record.
  var state: Int64 { get }
  /// Records given out of the record that begins at `state`; 0 for formats whose records hold none.
  var innerCount: Int { get }
  /// The next record; nil at the end.
  func next(ordinal: Int) throws -> RawRecord?
  /// Goes to the place that `state` named after `ordinal` records.
  func resume(at state: Int64, ordinal: Int) throws
  /// Goes to the place after the `innerCount`th record of the one that begins at `state`.
  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws
}

extension RecordFramer {
  var innerCount: Int { 0 }

  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws {
    try resume(at: state, ordinal: ordinal)
  }

  /// Goes there by cutting the same records again, for formats that know no shorter way.
  func replay(_ ordinal: Int) throws {
    for number in 0..<ordinal where try next(ordinal: number + 1) == nil { return }
  }
}
