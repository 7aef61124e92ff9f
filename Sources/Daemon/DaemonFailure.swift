internal import Configuration
internal import Sockets
internal import State
internal import Storage
internal import WebServer

/// Why the daemon ended otherwise than by a signal.
package struct DaemonFailure: Error, CustomStringConvertible {
  /// What happened, to what, and what to do next.
  package let description: String
  /// 65 damaged data, 70 a fault of winnowd, 74 the disk failed, 75 another process holds state or
  /// socket, 78 configuration.
  package let exitCode: Int32

  /// The sentence and the code for an error from anywhere below.
  ///
  /// `caller`: The options that the daemon was given, for the commands that the sentence names.
  init(_ error: any Error, caller: CallerOptions = CallerOptions()) {
    // A database that is damaged, or a journal, is as well known where nobody has put it into words.
    switch PipelineFailure.of(error, advice: "; it goes on where it stopped once that works again")
    {
    case let failure as PipelineFailure:
      description = caller.text(failure.description)
      exitCode =
        switch failure.kind {
        case .damaged: 65
        case .disk, .full, .missing, .refused: 74
        case .held: 75
        case .configuration: 78
        }
    case let error as SocketError:
      description = "control.socket: \(error)"
      exitCode = if case .inUse = error { 75 } else { 78 }
    case let error as HTTPServerError:
      description = "control.socket: \(error)"
      exitCode = 74
    default:
      description = "winnowd met an error that it does not know: \(error); please report it"
      exitCode = 70
    }
  }
}
