export const id = 543;
export const ids = [543];
export const modules = {

/***/ 8543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PLAN: () => (/* reexport safe */ _slipway_model__WEBPACK_IMPORTED_MODULE_0__.Ac)
/* harmony export */ });
/* harmony import */ var _slipway_model__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5575);
/** A module of its own, to be loaded by itself. */



/***/ })

};
