internal import Foundation
internal import SourceHealth

/// How a source is on one day. Shares are log odds.
struct Mood {
  var volume: Double
  var logText: Double
  var duplicates: Double
  var content: Double
  var damage: Double
  var repairs: Double
  var charset: String
  var otherCharset: Double

  init(
    of source: MadeUpSource, day: Int, drift: Double, using random: inout SeededGenerator
  ) {
    func odds(_ share: Double, _ random: inout SeededGenerator) -> Double {
      let share = max(1e-5, share)
      return log(share / (1 - share)) + source.unrest * random.normal()
    }
    volume = exp(0.2 * random.normal() + drift * Double(day) / 60)
    logText = source.logText + 0.12 * random.normal() + drift * Double(day) / 60
    duplicates = odds(source.duplicateShare, &random)
    content = odds(source.contentShare, &random)
    damage = odds(source.damageShare, &random)
    repairs = odds(source.repairShare, &random)
    charset = source.charset
    otherCharset = source.otherCharsetShare
    if random.chance(0.03) { volume *= random.uniform(2...5) }
    if random.chance(0.03) { volume *= 0.3 }
    // A day of sport: many short reports.
    if random.chance(0.02) { logText -= random.uniform(0.2...0.5) }
    if random.chance(0.02) { duplicates += random.uniform(0.5...1.2) }
    if random.chance(0.02) { content += random.uniform(0.5...1.2) }
  }

  static func share(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }

  private static func odds(_ share: Double) -> Double {
    let share = min(0.9999, share)
    return log(share / (1 - share))
  }

  mutating func suffer(_ fault: MadeUpFault, of source: MadeUpSource) {
    switch fault.kind {
    case .boilerplate where fault.isSecondForm: logText = log(60 + 200 * fault.severity)
    case .boilerplate: content = Self.odds(0.7 + 0.3 * fault.severity)
    case .encoding where fault.isSecondForm: repairs = Self.odds(0.6 + 0.4 * fault.severity)
    case .encoding: (charset, otherCharset) = ("macintosh", 0)
    case .size: logText += log(0.05 + 0.3 * fault.severity)
    case .duplicates: duplicates = Self.odds(0.75 + 0.25 * fault.severity)
    case .broken where fault.isSecondForm:
      (damage, volume) = (Self.odds(0.3 + 0.3 * fault.severity), volume * 0.3)
    case .broken: damage = Self.odds(0.3 + 0.7 * fault.severity)
    case .silent: break
    }
  }
}
