/// The formats of what stands in a log.
///
/// The log says which one it is written in. A program reads its own and those before, and writes the log's: so
/// nodes are brought to a new version one after the other, and the log to a new format once all of them read it.
package enum LogFormat {
  /// The newest that this program knows.
  package static let newest: Int16 = 1
  /// The oldest that it reads.
  package static let oldest: Int16 = 1
}
