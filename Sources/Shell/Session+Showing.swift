import Columns
import Diagnostics
import Model
import Planning
import Rendering

/// How answers and texts get to the screen, as far as anybody wants to see them.
extension Session {
  /// Renders an answer in the form that is set.
  func show(
    _ answer: GivenAnswer, allRows: Bool = false, allColumns: Bool = false
  ) -> Outcome {
    followWindow()
    var paged = allRows || allColumns ? pages(areWide: allColumns) : nil
    // Where pages are turned there is room for all rows.
    let isWhole = allRows || paged != nil
    let drawing = drawing(
      of: answer,
      RenderingStyle(
        width: allColumns ? nil : settings.width, height: isWhole ? nil : settings.rows,
        color: settings.color && paged == nil, isTerminal: settings.isTerminal))
    var outcome = Outcome.done
    let take = { [output] (chunk: [UInt8]) -> Bool in
      if paged?.isOpen == true {
        // Ctrl-C is the pager's now.
        Interrupts.clear()
      } else if Interrupts.isPending {
        outcome = .interrupted
        return false
      }
      if paged != nil { return paged?.write(chunk) == true }
      // Where nobody reads any more, there is nobody to answer.
      if !output.write(chunk) { outcome = .quit }
      return outcome == .done
    }
    if !leavesWork {
      drawing.draw(take)
    } else if !Errand.pieces(of: { drawing.draw($0) }, take: take) {
      outcome = .interrupted
    }
    if let rest = paged?.finish(isWanted: outcome == .done), !output.write(rest) {
      outcome = .quit
    }
    return outcome == .interrupted ? tell(Mistakes([.stopped()]), in: nil) : outcome
  }

  /// An answer with the form that it is to have: all that drawing it depends on.
  private struct Drawing: Sendable {
    let table: ResultTable
    let card: Card?
    let format: OutputFormat
    let style: RenderingStyle
    let elapsed: Swift.Duration?
    let provenance: Provenance?

    func draw(_ write: (_ chunk: [UInt8]) -> Bool) {
      if let card {
        Rendering.render(
          card, as: format, style: style, elapsed: elapsed, from: provenance, write: write)
      } else {
        Rendering.render(
          table, as: format, style: style, elapsed: elapsed, from: provenance, write: write)
      }
    }
  }

  private func drawing(of answer: GivenAnswer, _ style: RenderingStyle) -> Drawing {
    // A record with all its columns stands field by field, without what belongs to it.
    let showsCard = settings.format != .table || style.width == settings.width
    let card = showsCard ? answer.card : nil
    let isList = card == nil && settings.format == .table && answer.isCard
    let format = isList ? .vertical : settings.format
    return Drawing(
      table: answer.table, card: card, format: format, style: style,
      elapsed: settings.showsTime ? answer.elapsed : nil,
      provenance: format == .html ? provenance(of: answer) : nil)
  }

  /// The window may have another size than it had for the answer before.
  func followWindow() {
    if settings.followsRows || settings.followsWidth { settings.follow(TerminalSize.current()) }
  }

  /// Pages for what may be longer or wider than the screen; nil where none are turned.
  private func pages(areWide: Bool) -> PagedAnswer? {
    guard let openPager, settings.usesPager, isAtPrompt, scriptDepth == 0 else { return nil }
    return PagedAnswer(size: TerminalSize.current()) { [isSafe] in openPager(areWide, isSafe) }
  }

  // MARK: Texts

  /// Says lines, broken so that they fit the screen.
  func explain(_ lines: [String]) {
    followWindow()
    say(fitting(lines))
  }

  private func fitting(_ lines: [String]) -> [String] {
    HangingLines.wrapped(lines, to: settings.width ?? TerminalSize.usual.columns)
  }

  /// Shows a text of help: all of it where it fits the screen, else its beginning.
  func present(_ lines: [String]) {
    followWindow()
    let fitting = fitting(lines)
    lastText = nil
    // The statement and the prompt behind its answer are on the screen too.
    guard isAtPrompt, scriptDepth == 0, let rows = settings.rows, fitting.count > rows - 2 else {
      return say(fitting)
    }
    lastText = lines
    let shown = max(1, rows - 3)
    say(fitting.prefix(shown) + ["… \(fitting.count - shown) more lines (more shows all)"])
  }

  /// Shows a text whole, page by page where that is wanted.
  func show(text lines: [String]) -> Outcome {
    followWindow()
    let fitting = fitting(lines)
    var paged = pages(areWide: false)
    guard paged?.write(Session.visible(fitting)) != nil else {
      say(fitting)
      return .done
    }
    guard let rest = paged?.finish(isWanted: true) else { return .done }
    return output.write(rest) ? .done : .quit
  }

  /// Says lines, broken only where somebody sits at a screen; files and pipes have them whole.
  func sayFitting(_ lines: [String]) {
    if settings.followsWidth { explain(lines) } else { say(lines) }
  }

  /// Says lines beside the answers: on the screen with them, else where messages go.
  func remark(_ lines: [String]) {
    if settings.isTerminal { return say(lines) }
    output.writeError(lines.map { VisibleText.visible($0.utf8) + "\n" }.joined())
  }

  /// Says lines of the program itself; nothing in them can act on a terminal.
  func say(_ lines: [String]) {
    _ = output.write(Session.visible(lines))
  }

  private static func visible(_ lines: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      VisibleText.append(visible: line.utf8, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
