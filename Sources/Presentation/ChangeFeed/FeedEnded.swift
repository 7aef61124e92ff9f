/// A number was asked for that the change feed has not come to: it is from another state, or this one was
/// put back from a backup.
package struct FeedEnded: Error, Equatable, CustomStringConvertible {
  package var after: UInt64
  package var last: UInt64

  /// What happened, to what, and what to do next.
  package var description: String {
    "the change feed ends at \(last), and \(after) was asked for: the number is from another state, or this"
      + " one was restored from a backup; read it anew from 0"
  }
}
