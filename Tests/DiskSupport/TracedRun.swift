internal import CTracer

/// The real program, run to its end, with something happening to it at one of its system calls.
package struct TracedRun: Sendable {
  /// What happens at a system call.
  package struct Plan: Sendable {
    /// Which call, from 0.
    package var call: Int
    /// The error that it answers; nil to kill the program before it.
    package var error: Int32?
    /// How many calls from there on answer so.
    package var count: Int

    /// One call answers an error, or is never made.
    package init(call: Int, error: Int32? = nil, count: Int = 1) {
      (self.call, self.error, self.count) = (call, error, count)
    }
  }

  /// Which system calls are counted, from the first on that names the book.
  package enum Counted: Sendable {
    /// Every one.
    case all
    /// Those that open, read, change or lock files, and may fail.
    case ofFiles
    /// Of these, those that change something on the disk or wait for it.
    case changing
  }

  /// Calls counted.
  package let callCount: Int
  /// What the call was at which it happened; nil where the program had ended before.
  package let call: String?
  /// Its exit code; nil where a signal ended it.
  package let exitCode: Int32?
  /// What it wrote, answers and complaints.
  package let output: String

  /// Why a run cannot be made.
  package struct Failure: Error, CustomStringConvertible {
    let number: Int32
    /// What went wrong.
    package var description: String { "the system does not let programs be traced: \(number)" }
  }

  /// Runs a program, just so.
  package init(_ words: [String]) throws(Failure) {
    try self.init(words, watching: nil, .all, nil)
  }

  /// Runs a program whose calls are counted; with a plan, something happens at one of them.
  package init(
    _ words: [String], watching path: String, _ counted: Counted, _ plan: Plan? = nil
  ) throws(Failure) {
    try self.init(words, watching: .some(path), counted, plan)
  }

  private init(
    _ words: [String], watching path: String?, _ counted: Counted, _ plan: Plan?
  ) throws(Failure) {
    let joined = (words.joined(separator: "\0") + "\0\0").utf8.map { CChar(bitPattern: $0) }
    let traced = trace_plan(
      target: plan?.call ?? -1, error: plan?.error ?? 0, count: plan?.count ?? 0,
      scope: counted == .all ? trace_all : counted == .ofFiles ? trace_files : trace_changes)
    var result = trace_result()
    var output = [CChar](repeating: 0, count: 1 << 20)
    let failure =
      if let path {
        unsafe trace_run(joined, path, traced, &result, &output, output.count)
      } else {
        unsafe trace_run(joined, nil, traced, &result, &output, output.count)
      }
    guard failure == 0 else { throw Failure(number: failure) }
    callCount = result.counted
    call = result.call < 0 ? nil : unsafe String(cString: trace_call_name(result.call))
    exitCode = result.signal == 0 ? result.exit_code : nil
    self.output = String(
      decoding: output.prefix(result.output_size).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
