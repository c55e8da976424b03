// The one place that knows the version of the template library.
export { html, render, nothing } from '../webjars/lit-html/3.3.1/lit-html.js';
export { repeat } from '../webjars/lit-html/3.3.1/directives/repeat.js';
