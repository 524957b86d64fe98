export const id = 895;
export const ids = [895];
export const modules = {

/***/ 895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   homebrewSettings: () => (/* binding */ homebrewSettings)
/* harmony export */ });
/* harmony import */ var _slipway_planning__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8748);

/** The tap that the inputs name. Only a run without a plan loads what reads configurations. @throws {Problem} `invalid-configuration` */
function homebrewSettings(text) {
    return (0,_slipway_planning__WEBPACK_IMPORTED_MODULE_0__/* .parseConfig */ .o4)(text, 'input "settings"').settings.channels.homebrew?.[0];
}


/***/ })

};
