/// An archive of files, whatever its format: gives one file after the other.
protocol FileArchive: AnyObject {
  /// The number from which `seek` finds the file that `next` gives next. Grows from file to file.
  var nextPosition: Int64 { get }
  /// Remarks on damage met so far.
  var notes: [String] { get }
  /// The next file; nil at the end. What was not read of the file before is passed over.
  func next() throws -> ArchivedFile?
  /// Goes to the file whose `nextPosition` was `position`.
  func seek(to position: Int64) throws
}
