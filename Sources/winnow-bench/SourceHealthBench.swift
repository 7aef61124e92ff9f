import Glibc
import SourceHealth
import SourceHealthSimulation

/// Months of made-up sources, of which twelve go wrong each; how many faults are told, and what is told of sources
/// that have none.
///
///     winnow-bench source-health [--seeds N] [--first S] [-v]
///
/// Prints a line a seed (ten of them, from 101 on, where nothing else is said), and with `-v` each fault that
/// was not told in time and each false alarm. The detector's limits were set on the seeds 1 to 20 and 201 to 230.
enum SourceHealthBench {
  static func run(_ arguments: [String]) throws {
    let count = number("--seeds", arguments) ?? 10
    let first = number("--first", arguments) ?? 101
    let isVerbose = arguments.contains("-v")
    var sums = [0, 0, 0, 0, 0]
    print("seed   faults  told by the next day's end  within 24 h  rightly named  false alarms")
    for seed in first..<first + count {
      let result = SimulationResult(of: SourceSimulation(seed: UInt64(seed)))
      let row = [
        result.answers.count, result.toldCount, result.toldWithinHoursCount, result.namedCount,
        result.falseAlarms.count,
      ]
      sums = zip(sums, row).map { $0 + $1 }
      print(line("\(seed)", row))
      if isVerbose { explain(result) }
    }
    print(line("all", sums))
  }

  private static func explain(_ result: SimulationResult) {
    for answer in result.answers where !answer.isInTime {
      let hours = answer.hours.map { "after \(Int($0)) h" } ?? "never"
      let fault = answer.fault
      print(
        "  told \(hours): \(fault.kind)\(fault.isSecondForm ? ", second form" : ""), severity"
          + " \(Int(fault.severity * 100)) %, \(answer.rhythm)")
    }
    for alarm in result.falseAlarms {
      print("  false: \(alarm.problem), \(alarm.rhythm), day \(alarm.day)")
    }
  }

  private static func line(_ name: String, _ row: [Int]) -> String {
    zip([name] + row.map(String.init), [5, 8, 28, 13, 15, 14]).map { text, width in
      String(repeating: " ", count: max(1, width - text.count)) + text
    }.joined()
  }

  private static func number(_ name: String, _ arguments: [String]) -> Int? {
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count,
      let value = Int(arguments[index + 1]), value > 0
    else { return nil }
    return value
  }
}
