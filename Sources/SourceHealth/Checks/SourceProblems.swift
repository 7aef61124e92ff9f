/// Some of the problems that a source can have.
package struct SourceProblems: Sendable, Equatable {
  /// A bit for each problem, in the order of `SourceProblem.allCases`.
  package private(set) var bits: UInt8

  package init(bits: UInt8 = 0) { self.bits = bits }

  func contains(_ problem: SourceProblem) -> Bool { bits & Self.bit(problem) != 0 }

  mutating func insert(_ problem: SourceProblem) { bits |= Self.bit(problem) }

  mutating func remove(_ problem: SourceProblem) { bits &= ~Self.bit(problem) }

  private static func bit(_ problem: SourceProblem) -> UInt8 {
    switch problem {
    case .boilerplate: 1
    case .encoding: 2
    case .size: 4
    case .duplicates: 8
    case .broken: 16
    case .silent: 32
    }
  }
}
