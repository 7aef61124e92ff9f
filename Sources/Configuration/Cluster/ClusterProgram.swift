internal import Glibc
internal import Storage

/// The program that has PostgreSQL's library, `winnow-cluster`: winnow's other programs never load that, and
/// hand over to it where a cluster is meant.
package enum ClusterProgram {
  /// Where it may lie, best first: beside the program that runs, or where packages put it.
  package static var locations: [String] {
    var locations: [String] = []
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    if count > 0 {
      let path = FilePath(bytes: buffer.prefix(count).map { UInt8(bitPattern: $0) })
      locations.append(path.parent.appending("winnow-cluster").string)
    }
    return locations + ["/usr/libexec/winnow/winnow-cluster", "/usr/bin/winnow-cluster"]
  }

  /// Turns this process into that program, which has the same process id, so that whoever manages this one
  /// manages that one. Returns only where it is not there: what to do, in a sentence.
  package static func become(_ words: [String]) -> String {
    let locations = locations
    for location in locations where unsafe access(location, X_OK) == 0 {
      var arguments = unsafe [UnsafeMutablePointer<CChar>?]()
      for word in [location] + words { unsafe arguments.append(unsafe strdup(word)) }
      unsafe arguments.append(nil)
      _ = unsafe execv(location, arguments)
      return "\(location) cannot be run: \(unsafe String(cString: strerror(errno)))"
    }
    return
      "a cluster needs the program winnow-cluster, which is not installed (looked for \(locations.joined(separator: ", ")))."
      + " Build it (swift build -c release --product winnow-cluster, with libpq-dev) and put it beside winnow"
  }
}
