#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "libedit hands over Unicode scalars");

// Signals ---------------------------------------------------------------------------------------

static atomic_int interrupted, resized, continued, suspended;
static int wake[2] = {-1, -1};

static void remember(int number) {
  int saved = errno;
  switch (number) {
    case SIGINT: atomic_store(&interrupted, 1); break;
    case SIGWINCH: atomic_store(&resized, 1); break;
    case SIGCONT: atomic_store(&continued, 1); break;
    case SIGTSTP: atomic_store(&suspended, 1); break;
  }
  // A full pipe already wakes the reader, so a failed write loses nothing.
  ssize_t written = write(wake[1], "", 1);
  (void)written;
  errno = saved;
}

/// Without SA_RESTART, so that a blocked read or poll returns; an ignored signal stays ignored.
static void catch(int number) {
  struct sigaction old;
  if (sigaction(number, NULL, &old) != 0 || old.sa_handler == SIG_IGN) return;
  struct sigaction action = {.sa_handler = remember};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

bool terminal_catch_signals(void) {
  if (wake[0] >= 0) return true;
  if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) return false;
  catch(SIGINT);
  catch(SIGWINCH);
  catch(SIGCONT);
  signal(SIGPIPE, SIG_IGN);
  return true;
}

void terminal_catch_suspend(bool on) {
  struct sigaction old;
  if (on) {
    catch(SIGTSTP);
  } else if (sigaction(SIGTSTP, NULL, &old) == 0 && old.sa_handler == remember) {
    signal(SIGTSTP, SIG_DFL);
  }
}

void terminal_suspend(void) {
  terminal_catch_suspend(false);
  raise(SIGTSTP);
  terminal_catch_suspend(true);
}

/// The terminal's modes before the editor; until then nothing is to be given back.
static struct termios before;
static bool is_before_known;

void terminal_set_reads_lines(bool on) {
  struct termios mode;
  if (!is_before_known || tcgetattr(STDIN_FILENO, &mode) != 0) return;
  mode.c_lflag = on ? mode.c_lflag | ICANON : mode.c_lflag & ~(tcflag_t)ICANON;
  tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

int terminal_spawn(int *process, char **arguments) {
  posix_spawnattr_t attributes;
  sigset_t all, none;
  sigemptyset(&none);
  sigemptyset(&all);
  // What is ignored here would stay ignored there; a caught signal resets by itself.
  sigaddset(&all, SIGPIPE);
  sigaddset(&all, SIGINT);
  sigaddset(&all, SIGTSTP);
  int error = posix_spawnattr_init(&attributes);
  if (error != 0) return error;
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  error = posix_spawnp(process, arguments[0], NULL, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int terminal_wake_descriptor(void) { return wake[0]; }

bool terminal_interrupt_is_pending(void) {
  return atomic_load_explicit(&interrupted, memory_order_relaxed);
}

bool terminal_take_interrupt(void) { return atomic_exchange(&interrupted, 0); }
bool terminal_take_resize(void) { return atomic_exchange(&resized, 0); }
bool terminal_take_continue(void) { return atomic_exchange(&continued, 0); }
bool terminal_take_suspend(void) { return atomic_exchange(&suspended, 0); }

// Facts -----------------------------------------------------------------------------------------

bool terminal_window_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

int terminal_cell_width(uint32_t character) { return wcwidth((wchar_t)character); }

// libedit ---------------------------------------------------------------------------------------

struct editline *terminal_editor_open(const char *program) {
  is_before_known = tcgetattr(STDIN_FILENO, &before) == 0;
  return el_init(program, stdin, stdout, stderr);
}

void terminal_editor_close(struct editline *editor) {
  // libedit would throw away what was typed ahead, which is for the program around.
  el_set(editor, EL_EDITMODE, 0);
  el_end(editor);
  if (is_before_known) tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void terminal_set_client(struct editline *editor, void *client) {
  el_set(editor, EL_CLIENTDATA, client);
}

void *terminal_get_client(struct editline *editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

void terminal_set_emacs_keys(struct editline *editor) { el_set(editor, EL_EDITOR, "emacs"); }

void terminal_set_own_signals(struct editline *editor) { el_set(editor, EL_SIGNAL, 0); }

void terminal_set_prompt(struct editline *editor, terminal_prompt_function function) {
  el_set(editor, EL_PROMPT_ESC, function, '\1');
}

void terminal_set_reader(struct editline *editor, terminal_read_function function) {
  el_set(editor, EL_GETCFN, (int (*)(EditLine *, wchar_t *))function);
}

void terminal_set_history(struct editline *editor, struct history *past) {
  el_set(editor, EL_HIST, history, past);
}

void terminal_set_tty(struct editline *editor, const char *mode, const char *setting) {
  el_set(editor, EL_SETTY, mode, setting, NULL);
}

void terminal_add_function(
    struct editline *editor, const char *name, const char *help, terminal_key_function function) {
  el_set(editor, EL_ADDFN, name, help, function);
}

void terminal_bind(struct editline *editor, const char *key, const char *function) {
  el_set(editor, EL_BIND, key, function, NULL);
}

void terminal_read_line(struct editline *editor) {
  int count = 0;
  el_gets(editor, &count);
}

struct terminal_line terminal_get_line(struct editline *editor) {
  const LineInfo *line = el_line(editor);
  return (struct terminal_line){
      .text = line->buffer,
      .length = (size_t)(line->lastchar - line->buffer),
      .cursor = (size_t)(line->cursor - line->buffer),
  };
}

void terminal_insert(struct editline *editor, const char *text) { el_insertstr(editor, text); }
void terminal_delete_left(struct editline *editor, int count) { el_deletestr(editor, count); }
void terminal_move_cursor(struct editline *editor, int count) { el_cursor(editor, count); }
void terminal_refresh(struct editline *editor) { el_set(editor, EL_REFRESH); }
void terminal_resize(struct editline *editor) { el_resize(editor); }
void terminal_reset(struct editline *editor) { el_reset(editor); }
void terminal_prepare(struct editline *editor, bool raw) { el_set(editor, EL_PREP_TERM, (int)raw); }

void terminal_put(const char *bytes, size_t count) {
  fwrite(bytes, 1, count, stdout);
  fflush(stdout);
}

struct history *terminal_history_open(int size) {
  struct history *past = history_init();
  HistEvent event;
  if (past != NULL) history(past, &event, H_SETSIZE, size);
  return past;
}

void terminal_history_close(struct history *past) { history_end(past); }

void terminal_history_add(struct history *past, const char *text) {
  HistEvent event;
  history(past, &event, H_ENTER, text);
}

void terminal_history_clear(struct history *past) {
  HistEvent event;
  history(past, &event, H_CLEAR);
}

// A program may be started without standard descriptors, and the next files to be opened would take
// their numbers: an answer would be written into a book. What holds the place answers as if it were
// closed.
void process_hold_standard_descriptors(void) {
  for (int number = 0; number <= 2; number++) {
    if (fcntl(number, F_GETFD) == 0 || errno != EBADF) continue;
    // The lowest number that is free, which is this one.
    if (open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

// Columns come and go while files are opened; given back to the system each time, every page of
// theirs is cleared again, which took a fifth of the time.
void process_keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

// A page is cleared by the system when it is first written to, and a small one costs half as much
// as a large one, which holds five hundred times as many bytes.
void process_expect_memory(size_t bytes) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  const size_t large = 2 << 20;
  if (bytes > (size_t)1 << 30) bytes = (size_t)1 << 30;
  if (bytes < 8 * large) return;
  // All memory from one place, which grows once.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TOP_PAD, (int)bytes);
  char *start = sbrk(0);
  // Without it the compiler sees that nobody needs the memory.
  void *volatile asked = malloc(large);
  free(asked);
  char *end = sbrk(0);
  mallopt(M_TOP_PAD, 16 << 20);
  start += -(uintptr_t)start & (large - 1);
  if (start < end) madvise(start, (size_t)(end - start), MADV_HUGEPAGE);
#endif
}
