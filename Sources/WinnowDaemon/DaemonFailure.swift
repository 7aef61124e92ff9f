internal import State

/// Why the daemon ended otherwise than by a signal.
package struct DaemonFailure: Error, CustomStringConvertible {
  /// What happened, to what, and what to do next.
  package let description: String
  /// 65 damaged data, 74 the disk failed, 75 the state is held.
  package let exitCode: Int32

  init(_ failure: PipelineFailure) {
    description = failure.description
    exitCode =
      switch failure.kind {
      case .damaged: 65
      case .disk, .missing: 74
      case .held: 75
      }
  }
}
