/// What a node needs to know of a database before it works with it.
package struct LogInspection: Sendable {
  /// As PostgreSQL counts: 150000 for 15.0.
  package var serverVersion: Int32
  package var user: String
  /// Whether the tables of the log are there.
  package var hasLog: Bool
  /// Whether the role is a member of the groups that may offer, and decide.
  package var mayOffer: Bool
  package var mayDecide: Bool
  /// Whether what is committed is on the server's disk.
  package var isDurable: Bool
  /// The server's clock, in milliseconds since 1970.
  package var clock: Int64
  /// Of what is in the tables; nil without them.
  package var formats: (log: Int16, signature: Int16)?
}

extension LogInspection {
  /// The oldest server that is tried.
  package static let oldestServer: Int32 = 150_000
}
