import State

extension PipelineFailure {
  /// The exit status by which a script tells the kinds of failure apart.
  var exitStatus: CommandStatus {
    switch kind {
    case .held, .full: .tryLater
    case .configuration: .configuration
    case .damaged: .damaged
    case .disk, .missing: .cannotTell
    case .refused: .attention
    }
  }
}

/// Turns what stops the pipeline into an exit status and a sentence.
func reportingFailure<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let failure as PipelineFailure {
    throw CommandFailure(failure.exitStatus, failure.description)
  }
}

/// The same for what takes a while.
func reportingAsyncFailure<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let failure as PipelineFailure {
    throw CommandFailure(failure.exitStatus, failure.description)
  }
}
