package import Storage

/// A fault to inject into a simulated file system: which call fails, how, and whether for good.
package struct Fault: Hashable, Sendable {
  /// What the call does instead of its work.
  package enum Effect: Hashable, Sendable {
    /// Fails. A write has taken half of its bytes by then; a sync has given up what it should have
    /// written, as Linux does.
    case error(Errno)
    /// A read or write moves half of the bytes, at least one; other calls are not touched.
    case short
  }

  package var effect: Effect
  /// The number of the call, from 1, among those of `operations`.
  package var call: Int
  /// The calls that count; nil for all.
  package var operations: Set<StorageOperation>?
  /// Whether every later call of `operations` fails too.
  package var isSticky: Bool

  package init(
    _ effect: Effect, atCall call: Int, of operations: Set<StorageOperation>? = nil,
    isSticky: Bool = false
  ) {
    self.effect = effect
    self.call = call
    self.operations = operations
    self.isSticky = isSticky
  }
}
