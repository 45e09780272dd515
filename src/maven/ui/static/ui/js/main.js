// Everything works without these; they only make it faster.
import "./elements/theme-toggle.js";
import "./elements/vote-card.js";
import "./elements/kit-chooser.js";
import "./elements/char-counter.js";
import "./elements/confirm-dialog.js";
import "./elements/copy-link.js";
import "./elements/file-drop.js";
import "./elements/passkey-form.js";
import "./elements/answer-keys.js";
import "./elements/order-list.js";
import "./elements/note-board.js";
import "./elements/step-keys.js";
