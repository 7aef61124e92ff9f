/// What an error of PostgreSQL says about the statement (its appendix A).
enum SQLState {
  /// It was not taken, and may be sent again: a full disk, a conflict, a server that only reads.
  case notTaken
  /// It may have been taken: a backend that is shut down while its commit waits for the other machine
  /// has committed; and a number that is there already was written by a statement whose answer was lost.
  case unknown
  /// It never will be: no right, no such table, a wrong value.
  case refused
  /// What is stored is damaged.
  case damaged

  init(_ code: String) {
    switch code.prefix(2) {
    case "53", "40", "25", "55", "54": self = .notTaken
    case "42", "22", "28", "3D", "3F", "0A", "44": self = .refused
    case "23": self = code == "23505" ? .unknown : .refused
    case "XX": self = code == "XX000" ? .unknown : .damaged
    default: self = .unknown
    }
  }
}
