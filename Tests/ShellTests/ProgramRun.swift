import Foundation
import Glibc
import TestSupport

/// The real program, run to its end without a terminal.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  static let program = BuildProduct.path("invoq")

  /// Runs the program in the folder of the project.
  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws {
    try self.init(
      executable: ProgramRun.program, arguments, input: input, environment: environment)
  }

  /// Runs a line of `sh` in which `$INVOQ` is the program, with the tools that the tests can find.
  init(shell line: String, input: String = "") throws {
    var environment = ["INVOQ": ProgramRun.program]
    if let path = ProcessInfo.processInfo.environment["PATH"] { environment["PATH"] = path }
    try self.init(
      executable: "/bin/sh", ["-c", line], input: input, environment: environment)
  }

  private init(
    executable: String, _ arguments: [String], input: String, environment: [String: String]
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: ExampleBook.project)
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
      .merging(environment) { $1 }
    let (incoming, outgoing, failing) = (Pipe(), Pipe(), Pipe())
    process.standardInput = incoming
    process.standardOutput = outgoing
    process.standardError = failing
    try process.run()
    let readers = [outgoing, failing].map {
      BackgroundReader(descriptor: $0.fileHandleForReading.fileDescriptor)
    }
    try incoming.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try incoming.fileHandleForWriting.close()
    let texts = readers.map { String(decoding: $0.finish(), as: UTF8.self) }
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : -1
    (output, errors) = (texts[0], texts[1])
  }
}
