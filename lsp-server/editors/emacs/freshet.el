;;; freshet.el --- Honest notebooks in Python scripts  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "26.3") (eglot "1.9"))
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Serves Python scripts with `# %%' cells through eglot and `freshet lsp'.  Diagnostics, hover and code actions come
;; by themselves; this file adds the outputs below their cells, and commands:
;;
;;   (require 'freshet)
;;   (add-hook 'python-mode-hook #'eglot-ensure)
;;   (add-hook 'python-mode-hook #'freshet-mode)

;;; Code:

(require 'cl-lib)
(require 'eglot)

(defgroup freshet nil "Honest notebooks." :group 'tools)

(defcustom freshet-command '("freshet" "lsp")
  "Program and arguments that start the server."
  :type '(repeat string))

(defcustom freshet-output-lines 12
  "How many lines of a cell's output are shown below it."
  :type 'natnum)

(defface freshet-output '((t :inherit shadow)) "Outputs of cells.")

(defclass freshet-server (eglot-lsp-server) () :documentation "The Freshet language server.")

(cl-defmethod eglot-initialization-options ((_server freshet-server))
  "Ask for the status and the outputs of cells."
  '(:cellStatus t :output t))

(defun freshet--contact (&rest _)
  "The server's class and command, as `eglot-server-programs' wants them."
  (cons 'freshet-server freshet-command))

(defvar freshet-modes '(python-mode python-ts-mode) "Major modes that Freshet serves.")

(add-to-list 'eglot-server-programs (cons freshet-modes #'freshet--contact))

;;; What the server tells of cells

(defvar-local freshet-status nil "Alist: cell id -> the last freshet/cellStatus of this buffer, a plist.")
(defvar-local freshet--outputs nil "Alist: cell id -> list of nbformat outputs.")
(defvar-local freshet--overlays nil "Overlays that show outputs.")

(defmacro freshet--in-buffer-of (uri &rest body)
  "Evaluate BODY in the buffer that visits URI, if there is one."
  (declare (indent 1))
  `(let ((buffer (find-buffer-visiting (eglot--uri-to-path ,uri))))
     (when buffer (with-current-buffer buffer ,@body))))

(cl-defmethod eglot-handle-notification ((_ freshet-server) (_m (eql freshet/cellStatus)) &rest status)
  "Remember the STATUS of a cell."
  (freshet--in-buffer-of (plist-get status :uri)
    (setf (alist-get (plist-get status :cellId) freshet-status nil nil #'equal) status)
    (freshet--show-outputs)))

(cl-defmethod eglot-handle-notification ((_ freshet-server) (_m (eql freshet/output))
                                         &key uri cellId action outputs displayId &allow-other-keys)
  "Change the OUTPUTS of the cell CELLID in the document URI as ACTION says.
DISPLAYID names outputs that may be updated later."
  (freshet--in-buffer-of uri
    (let ((old (alist-get cellId freshet--outputs nil nil #'equal))
          (new (mapcar (lambda (output) (append output (list :displayId displayId))) outputs)))
      (if (equal action "updateDisplay")
          (freshet--update-display displayId (car new))
        (setf (alist-get cellId freshet--outputs nil nil #'equal)
              (if (equal action "append") (append old new) new))))
    (freshet--show-outputs)))

(defun freshet--update-display (id new)
  "Show NEW wherever any cell showed the output with display ID."
  (dolist (cell freshet--outputs)
    (setcdr cell (mapcar (lambda (old) (if (equal (plist-get old :displayId) id) new old)) (cdr cell)))))

(cl-defmethod eglot-handle-notification ((_ freshet-server) (_m (eql freshet/runFinished)) &rest _)
  "The statuses have told it all.")

(cl-defmethod eglot-handle-notification ((server freshet-server) (_m (eql freshet/inputRequest))
                                         &key uri cellId runId prompt password)
  "Ask the user PROMPT for the cell CELLID; hide the answer if PASSWORD."
  (let ((text (if (eq password t) (read-passwd prompt) (read-string prompt))))
    (jsonrpc-async-request server :freshet/inputReply (list :uri uri :runId runId :cellId cellId :text text))))

;;; Outputs

(defun freshet--joined (text)
  "TEXT, a string or, as nbformat allows, a vector of strings."
  (if (stringp text) text (mapconcat #'identity text "")))

(defun freshet--plain (output)
  "The plain text of one nbformat OUTPUT."
  (pcase (plist-get output :output_type)
    ("stream" (freshet--joined (plist-get output :text)))
    ("error" (format "%s: %s" (plist-get output :ename) (plist-get output :evalue)))
    (_ (let ((text (plist-get (plist-get output :data) :text/plain)))
         (if text (freshet--joined text) "[no text]")))))

(defun freshet--show-outputs ()
  "Show the outputs of all cells of this buffer below them."
  (mapc #'delete-overlay freshet--overlays)
  (setq freshet--overlays nil)
  (pcase-dolist (`(,id . ,outputs) freshet--outputs)
    (let ((range (plist-get (alist-get id freshet-status nil nil #'equal) :range)))
      (when (and outputs range)
        ;; A range may end at the start of the line after the cell.
        (freshet--show-below (max (point-min) (1- (cdr (eglot--range-region range)))) (mapconcat #'freshet--plain outputs ""))))))

(defun freshet--show-below (position text)
  "Show the end of TEXT below the line of POSITION."
  (let* ((lines (split-string (string-trim-right text "\n") "\n"))
         (shown (last lines freshet-output-lines))
         (end (save-excursion (goto-char position) (line-end-position)))
         (overlay (make-overlay end end)))
    (overlay-put overlay 'after-string
                 (propertize (concat "\n  " (mapconcat #'identity shown "\n  ")) 'face 'freshet-output))
    (push overlay freshet--overlays)))

;;; Commands

(defun freshet--execute (command)
  "Send the server COMMAND about the region, or the cell at point."
  (jsonrpc-async-request
   (eglot--current-server-or-lose) :workspace/executeCommand
   (list :command command
         :arguments (vector (list :uri (plist-get (eglot--TextDocumentIdentifier) :uri)
                                  :range (freshet--range))))
   :success-fn #'ignore
   :error-fn (lambda (problem) (message "Freshet: %s" (plist-get problem :message)))
   :timeout-fn (lambda () (message "Freshet: %s takes long" command))))

(defun freshet--range ()
  "The region as an LSP range."
  (list :start (eglot--pos-to-lsp-position (if (use-region-p) (region-beginning) (point)))
        :end (eglot--pos-to-lsp-position (if (use-region-p) (region-end) (point)))))

(defun freshet-run-cell () "Run the cell at point and what it needs." (interactive) (freshet--execute "freshet.runCell"))
(defun freshet-run-affected () "Run the cell at point and what depends on it." (interactive) (freshet--execute "freshet.runAffected"))
(defun freshet-run-stale () "Run all cells whose results cannot be believed." (interactive) (freshet--execute "freshet.runStale"))
(defun freshet-run-all () "Run the whole notebook." (interactive) (freshet--execute "freshet.runAll"))
(defun freshet-interrupt () "Interrupt the cell at point." (interactive) (freshet--execute "freshet.interrupt"))
(defun freshet-restart () "Forget all values." (interactive) (freshet--execute "freshet.restart"))
(defun freshet-explain-stale () "Tell why the cell at point is stale." (interactive) (freshet--execute "freshet.explainStale"))

(defvar freshet-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-v c") #'freshet-run-cell)
    (define-key map (kbd "C-c C-v a") #'freshet-run-affected)
    (define-key map (kbd "C-c C-v s") #'freshet-run-stale)
    (define-key map (kbd "C-c C-v k") #'freshet-interrupt)
    map)
  "Keys of `freshet-mode'.")

;;;###autoload
(define-minor-mode freshet-mode "Keys that run the cells of a Python script." :lighter " Freshet")

(provide 'freshet)
;;; freshet.el ends here
