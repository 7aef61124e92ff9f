internal import Glibc

/// The HTTP library could not begin.
package struct HTTPServerError: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var errno: Int32

  /// What happened, to what, and what to do next.
  package var description: String {
    let reason = unsafe String(cString: strerror(self.errno))
    return
      "no HTTP server can be started on \(path) (\(reason)); is the process out of descriptors?"
  }
}
