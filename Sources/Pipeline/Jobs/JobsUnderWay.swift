internal import Synchronization

/// How many jobs have begun and are not finished.
final class JobsUnderWay: Sendable {
  private let number = Atomic<Int>(0)

  var count: Int { number.load(ordering: .relaxed) }

  func add(_ difference: Int) { number.wrappingAdd(difference, ordering: .relaxed) }
}
