;;; test.el --- Drives Emacs in batch mode  -*- lexical-binding: t -*-
;;; Commentary:
;; FRESHET=./freshet emacs -q --batch -l lsp-server/editors/emacs/test.el
;; (not -Q, which would hide Debian's eglot)
;;; Code:

(add-to-list 'load-path (file-name-directory load-file-name))
(require 'freshet)
(require 'flymake)

(defconst patience 45 "Seconds until a check gives up.")
(defvar passed 0)

(defun story-eventually (what look)
  "Pass as soon as LOOK gives non-nil; what follows builds on it.  WHAT names the check."
  (let ((deadline (+ (float-time) patience)))
    (while (not (funcall look))
      (when (> (float-time) deadline)
        (error "%s" what))
      (flymake-start) ; its timers need an idle user
      (accept-process-output nil 0.05))
    (cl-incf passed)
    (princ (format "ok      %s\n" what))))

(defun story-go (text)
  "Put point at the start of the line with TEXT."
  (goto-char (point-min))
  (search-forward text)
  (beginning-of-line))

(defun story-diagnostic-p (text pattern)
  "Whether the line with TEXT has a diagnostic that matches PATTERN."
  (save-excursion
    (story-go text)
    (cl-some (lambda (found) (string-match-p pattern (flymake-diagnostic-text found)))
             (flymake-diagnostics (line-beginning-position) (line-end-position)))))

(defun story-action (pattern)
  "The code action at point whose title matches PATTERN."
  (cl-find-if (lambda (action) (string-match-p pattern (downcase (plist-get action :title))))
              (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                               (list :textDocument (eglot--TextDocumentIdentifier)
                                     :range (freshet--range)
                                     :context '(:diagnostics [])))))

(defun story-choose (pattern)
  "Do what the menu does with the action at point that matches PATTERN."
  (let ((command (plist-get (or (story-action pattern) (error "No action %s" pattern)) :command)))
    (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                     (list :command (plist-get command :command) :arguments (plist-get command :arguments)))))

(defun story-cell-p (name validity)
  "Whether the cell that writes NAME is idle and has this VALIDITY."
  (cl-some (lambda (entry)
             (let ((cell (cdr entry)))
               (and (cl-find name (plist-get cell :writes) :test #'equal)
                    (equal (plist-get cell :validity) validity)
                    (equal (plist-get cell :activity) "idle"))))
           freshet-status))

(defun story-shown ()
  "All outputs that the buffer shows."
  (mapconcat (lambda (overlay) (overlay-get overlay 'after-string)) freshet--overlays "\n"))

(defun story ()
  "Open a script, run it, edit it, run what is affected."
  (let ((file (make-temp-file "freshet" nil ".py")))
    (with-temp-file file
      (insert "# %% rate\nrate = 2\n# %% total\ntotal = rate * 21\nprint(\"the total is\", total)\n"
              "# %% broken\nprint(undefined_thing)\n"))
    (find-file file)
    (setq-local eglot-send-changes-idle-time 0.05)
    (apply #'eglot (eglot--guess-contact))

    (story-eventually "an undefined name is a diagnostic"
                      (lambda () (story-diagnostic-p "undefined_thing" "undefined_thing")))
    (story-eventually "hover tells what a cell reads and writes"
                      (lambda ()
                        (story-go "# %% total")
                        (forward-char 3)
                        (let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                                      (eglot--TextDocumentPositionParams))))
                          (and hover (string-match-p "rate" (format "%s" hover))))))
    (story-eventually "running is among the code actions"
                      (lambda () (story-go "total =") (story-action "run affected")))
    (story-go "total =")
    (story-choose "run cell")
    (story-eventually "running a cell runs what it needs"
                      (lambda () (and (story-cell-p "rate" "current") (story-cell-p "total" "current"))))
    (story-eventually "its output is shown below it" (lambda () (string-match-p "the total is 42" (story-shown))))

    (story-go "rate = 2")
    (delete-region (point) (line-end-position))
    (insert "rate = 3")
    (eglot--signal-textDocument/didChange) ; its timer needs an idle user
    (story-eventually "after an edit, what reads it is stale" (lambda () (story-cell-p "total" "stale")))
    (story-eventually "and a diagnostic says why"
                      (lambda () (or (story-diagnostic-p "# %% total" "rate") (story-diagnostic-p "total =" "rate"))))
    (story-go "rate = 3")
    (freshet-run-affected)
    (story-eventually "running the affected cells shows the new output"
                      (lambda () (string-match-p "the total is 63" (story-shown))))
    (story-eventually "and nothing is stale"
                      (lambda () (and (story-cell-p "rate" "current") (story-cell-p "total" "current"))))
    (eglot-shutdown (eglot--current-server-or-lose))
    (delete-file file)))

(let ((failure (if (not (getenv "FRESHET"))
                   "set FRESHET to the freshet launcher"
                 (setq freshet-command (list (expand-file-name (getenv "FRESHET")) "lsp"))
                 (condition-case problem (progn (story) nil) (error (error-message-string problem))))))
  (when failure
    (princ (format "FAILED  %s\n" failure)))
  (princ (format "%d passed, %d failed\n" passed (if failure 1 0)))
  (kill-emacs (if failure 1 0)))
;;; test.el ends here
